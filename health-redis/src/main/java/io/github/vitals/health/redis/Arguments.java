package io.github.vitals.health.redis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The argument rules; every message names the argument, its value and what was expected. */
final class Arguments {
    private Arguments() {}

    static <T> T requireNonNull(String argument, @Nullable T value) {
        if (value == null) {
            throw new NullPointerException(argument + ": null (expected: a value)");
        }
        return value;
    }

    static String requireText(String argument, String value) {
        if (requireNonNull(argument, value).isBlank()) {
            throw invalid(argument, '"' + value + '"', "a text");
        }
        return value;
    }

    static Duration requirePositive(String argument, Duration value) {
        if (requireNonNull(argument, value).compareTo(Duration.ZERO) <= 0) {
            throw invalid(argument, value, "> 0");
        }
        return value;
    }

    static long requirePositive(String argument, long value) {
        if (value <= 0) {
            throw invalid(argument, value, "> 0");
        }
        return value;
    }

    static IllegalArgumentException invalid(String argument, Object value, String expected) {
        return new IllegalArgumentException(argument + ": " + value + " (expected: " + expected + ")");
    }
}
