package io.github.vitals.health.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Which addresses of a name are used. */
public enum IpVersion {
    /** Both. */
    ANY,
    /** IPv4 only. */
    V4,
    /** IPv6 only. */
    V6;

    boolean takes(InetAddress address) {
        return switch (this) {
            case ANY -> true;
            case V4 -> address instanceof Inet4Address;
            case V6 -> address instanceof Inet6Address;
        };
    }
}
