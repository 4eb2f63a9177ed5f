package io.github.vitals.health.http;

import io.github.vitals.health.outbound.Shown;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** What may be asked, and how it is written where people see it: without user-info, query and fragment. */
final class Target {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private Target() {}

    static URI require(URI uri) {
        Objects.requireNonNull(uri, "uri: null (expected: an http or https URI)");
        String scheme = uri.getScheme();
        if (scheme == null || !SCHEMES.contains(scheme.toLowerCase(Locale.ROOT)) || uri.isOpaque()) {
            throw invalid(uri, "http://… or https://…");
        }
        if (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
            throw invalid(uri, "no user-info; header(\"Authorization\", ..) sends credentials");
        }
        if (uri.getHost() == null) {
            throw invalid(uri, "a host of letters, digits, '-' and '.', or an IP address");
        }
        if (uri.getPort() > 65_535) {
            throw invalid(uri, "a port of 1 to 65535");
        }
        return uri;
    }

    private static IllegalArgumentException invalid(URI uri, String expected) {
        return new IllegalArgumentException("uri: " + shown(uri) + " (expected: " + expected + ")");
    }

    static String shown(URI uri) {
        if (uri.isOpaque()) {
            return Shown.printable(uri.getScheme() + ":…");
        }
        String path = uri.getRawPath();
        return Shown.printable(origin(uri) + (path == null ? "" : path));
    }

    /** Scheme, host and port. */
    static String origin(URI uri) {
        String authority = uri.getRawAuthority();
        String scheme = uri.getScheme() == null ? "" : uri.getScheme() + ":";
        if (authority == null) {
            return scheme.isEmpty() ? "" : scheme + "//";
        }
        int userInfo = authority.lastIndexOf('@');
        return scheme + "//" + (userInfo < 0 ? authority : "***@" + authority.substring(userInfo + 1));
    }
}
