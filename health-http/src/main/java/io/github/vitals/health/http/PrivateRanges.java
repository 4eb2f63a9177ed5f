package io.github.vitals.health.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses that are not of the public Internet, by the registries of special-purpose addresses (RFC 6890), and
 * those of cloud metadata services. An IPv6 address that carries an IPv4 address counts as that one too.
 */
final class PrivateRanges {
    private static final List<Range> V4 = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            // Azure answers its virtual machines here.
            "168.63.129.16/32");
    private static final List<Range> V6 = ranges(
            "::/128",
            "::1/128",
            "64:ff9b:1::/48",
            "100::/64",
            "2001:2::/48",
            "2001:db8::/32",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8");

    private static final Range COMPATIBLE = range("::/96");
    private static final Range NAT64 = range("64:ff9b::/96");
    private static final Range TRANSLATED = range("::ffff:0:0:0/96");
    private static final Range SIX_TO_FOUR = range("2002::/16");
    private static final Range TEREDO = range("2001::/32");

    private PrivateRanges() {}

    static boolean hold(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? any(V4, bytes)
                : any(V6, bytes) || embedded(bytes).anyMatch(v4 -> any(V4, v4));
    }

    private static Stream<byte[]> embedded(byte[] v6) {
        if (COMPATIBLE.holds(v6) || NAT64.holds(v6) || TRANSLATED.holds(v6) || isatap(v6)) {
            return Stream.of(Arrays.copyOfRange(v6, 12, 16));
        }
        if (SIX_TO_FOUR.holds(v6)) {
            return Stream.of(Arrays.copyOfRange(v6, 2, 6));
        }
        // Teredo: the server's address as it is, the client's with all bits turned.
        return TEREDO.holds(v6)
                ? Stream.of(Arrays.copyOfRange(v6, 4, 8), turned(Arrays.copyOfRange(v6, 12, 16)))
                : Stream.empty();
    }

    private static boolean isatap(byte[] v6) {
        return (v6[8] & 0xfd) == 0 && v6[9] == 0 && v6[10] == 0x5e && v6[11] == (byte) 0xfe;
    }

    private static byte[] turned(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
        return bytes;
    }

    private static boolean any(List<Range> ranges, byte[] address) {
        return ranges.stream().anyMatch(range -> range.holds(address));
    }

    private static List<Range> ranges(String... texts) {
        return Stream.of(texts).map(PrivateRanges::range).toList();
    }

    private static Range range(String text) {
        int slash = text.indexOf('/');
        try {
            byte[] network = InetAddress.getByName(text.substring(0, slash)).getAddress();
            return new Range(network, Integer.parseInt(text.substring(slash + 1)));
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Range(byte[] network, int bits) {
        boolean holds(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((network[bit / 8] & mask) != (address[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
