package io.github.vitals.health.jdbc;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The argument rules; every message names the argument, its value and what was expected. */
final class Arguments {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    private Arguments() {}

    static <T> T requireNonNull(String argument, @Nullable T value, String expected) {
        if (value == null) {
            throw new NullPointerException(argument + ": null (expected: " + expected + ")");
        }
        return value;
    }

    static String requireText(String argument, String value, String expected) {
        if (requireNonNull(argument, value, expected).isBlank()) {
            throw invalid(argument, '"' + value + '"', expected);
        }
        return value;
    }

    /** A name that needs no quoting in any database. */
    static String requireName(String argument, String value) {
        if (!NAME.matcher(requireNonNull(argument, value, "a name")).matches()) {
            throw invalid(argument, '"' + value + '"', "letters, digits and '_', beginning with no digit");
        }
        return value;
    }

    static Duration requirePositive(String argument, Duration value) {
        if (requireNonNull(argument, value, "a duration").compareTo(Duration.ZERO) <= 0) {
            throw invalid(argument, value, "> 0");
        }
        return value;
    }

    static long requireAtLeast(String argument, long value, long least) {
        if (value < least) {
            throw invalid(argument, value, "at least " + least);
        }
        return value;
    }

    static IllegalArgumentException invalid(String argument, Object value, String expected) {
        return new IllegalArgumentException(argument + ": " + value + " (expected: " + expected + ")");
    }
}
