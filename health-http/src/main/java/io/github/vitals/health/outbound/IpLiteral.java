package io.github.vitals.health.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** IP addresses written out, which need no resolving. */
public final class IpLiteral {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9]+)?");

    private IpLiteral() {}

    public static boolean is(String host) {
        return V4.matcher(host).matches() || isV6(host);
    }

    /** What has a colon is never looked up as a name. */
    private static boolean isV6(String host) {
        try {
            return V6.matcher(host).matches() && InetAddress.getByName(host) != null;
        } catch (UnknownHostException invalid) {
            return false;
        }
    }
}
