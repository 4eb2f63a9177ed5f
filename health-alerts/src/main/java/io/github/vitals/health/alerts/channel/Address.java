package io.github.vitals.health.alerts.channel;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Rules for the addresses of far sides. Those that are secrets are not shown where they break one. */
final class Address {
    private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]");

    private Address() {}

    /** Reads an address; {@code plain} says whether one without TLS will do for other machines too. */
    static URI read(Secret secret, boolean plain) throws DeliveryFailure {
        URI address;
        try {
            address = URI.create(secret.value());
        } catch (IllegalArgumentException malformed) {
            throw DeliveryFailure.rejected("url: no address (expected: " + expected(plain) + ")");
        }
        if (!fits(address, plain)) {
            throw DeliveryFailure.rejected("url: not such (expected: " + expected(plain) + ")");
        }
        return address;
    }

    /** Finds a mistake at start, unless the secret is in a file that is not there yet. */
    static void require(Secret secret, boolean plain) {
        try {
            secret.value();
        } catch (DeliveryFailure notYet) {
            return;
        }
        try {
            read(secret, plain);
        } catch (DeliveryFailure unfit) {
            throw new IllegalArgumentException(unfit.getMessage());
        }
    }

    static URI require(String argument, URI address, boolean plain) {
        if (!fits(address, plain)) {
            throw new IllegalArgumentException(argument + ": "
                    + (address.getRawUserInfo() == null ? address : "with user-info") + " (expected: "
                    + expected(plain) + ")");
        }
        return address;
    }

    static URI parse(String argument, String address) {
        try {
            return URI.create(address);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(argument + ": no address (expected: " + expected(true) + ")", malformed);
        }
    }

    /** Another path below an address. */
    static URI below(URI base, String path) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
    }

    private static boolean fits(URI address, boolean plain) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        boolean safe = scheme.equals("https") || (scheme.equals("http") && (plain || loopback(address)));
        return safe
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawFragment() == null;
    }

    private static boolean loopback(URI address) {
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(host) || host.matches("127\\.\\d+\\.\\d+\\.\\d+");
    }

    private static String expected(boolean plain) {
        return plain
                ? "an http or https address without user-info"
                : "an https address without user-info; plain http only on loopback or where it is allowed";
    }
}
