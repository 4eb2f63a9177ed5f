package io.github.vitals.health.net;

import io.github.vitals.health.outbound.Shown;

/** A host and a port. */
record Target(String host, int port) {
    Target {
        Arguments.requireHost("host", host);
        Arguments.requirePort(port);
    }

    /** Reads {@code host:port}, an IPv6 address in brackets. */
    static Target parse(String argument, String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        try {
            return new Target(
                    bracketed ? host.substring(1, host.length() - 1) : host,
                    Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException invalid) {
            throw Arguments.invalid(argument, Shown.quoted(text), "host:port, or a host name alone");
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
