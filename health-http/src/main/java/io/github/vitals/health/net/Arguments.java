package io.github.vitals.health.net;

import io.github.vitals.health.outbound.IpLiteral;
import io.github.vitals.health.outbound.Shown;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The argument rules; every message names the argument, its value and what was expected. */
final class Arguments {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private Arguments() {}

    static <T> T requireNonNull(String argument, @Nullable T value, String expected) {
        if (value == null) {
            throw new NullPointerException(argument + ": null (expected: " + expected + ")");
        }
        return value;
    }

    static String requireText(String argument, String value, String expected) {
        if (requireNonNull(argument, value, expected).isEmpty()) {
            throw invalid(argument, "\"\"", expected);
        }
        return value;
    }

    static String requireHost(String argument, String host) {
        requireNonNull(argument, host, "a host name or an IP address");
        boolean name = NAME.matcher(host).matches() && !NUMBERS.matcher(host).matches();
        if (!name && !IpLiteral.is(host)) {
            throw invalid(argument, Shown.quoted(host), "a host name or an IP address");
        }
        return host;
    }

    /** A host name, and no address. */
    static String requireName(String argument, String name) {
        requireNonNull(argument, name, "a host name");
        if (!NAME.matcher(name).matches() || NUMBERS.matcher(name).matches()) {
            throw invalid(argument, Shown.quoted(name), "a host name of 1 to 253 letters, digits, '.', '_' or '-'");
        }
        return name;
    }

    static int requirePort(int port) {
        if (port < 1 || port > 65_535) {
            throw invalid("port", port, "1 to 65535");
        }
        return port;
    }

    static int requireBetween(String argument, int value, int least, int most) {
        if (value < least || value > most) {
            throw invalid(argument, value, least + " to " + most);
        }
        return value;
    }

    static Duration requirePositive(String argument, Duration value) {
        if (requireNotNegative(argument, value).isZero()) {
            throw invalid(argument, value, "> 0");
        }
        return value;
    }

    static Duration requireNotNegative(String argument, Duration value) {
        requireNonNull(argument, value, "a duration");
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw invalid(argument, value, "0 to 3650 days");
        }
        return value;
    }

    static IllegalArgumentException invalid(String argument, Object value, String expected) {
        return new IllegalArgumentException(argument + ": " + value + " (expected: " + expected + ")");
    }
}
