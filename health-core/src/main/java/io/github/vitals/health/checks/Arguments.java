package io.github.vitals.health.checks;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The argument rules; every message names the argument, its value and what was expected. */
final class Arguments {
    private static final Duration LONGEST = Duration.ofDays(3650);

    private Arguments() {}

    static <T> T requireNonNull(String argument, @Nullable T value, String expected) {
        if (value == null) {
            throw new NullPointerException(argument + ": null (expected: " + expected + ")");
        }
        return value;
    }

    /** An immutable copy of what a variable argument list holds. */
    static <T> List<T> requireSome(String argument, T @Nullable [] values, int most, String expected) {
        List<T> given = Arrays.asList(requireNonNull(argument, values, expected));
        if (given.isEmpty() || given.size() > most) {
            throw invalid(argument, given.size() + " of them", "1 to " + most);
        }
        given.forEach(value -> requireNonNull(argument, value, expected));
        return List.copyOf(given);
    }

    static double requirePercent(String argument, double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw invalid(argument, percent, "more than 0, at most 100");
        }
        return percent;
    }

    static long requireAtLeast(String argument, long value, long least) {
        if (value < least) {
            throw invalid(argument, value, "at least " + least);
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
        if (requireNonNull(argument, value, "a duration").isNegative()) {
            throw invalid(argument, value, ">= 0");
        }
        if (value.compareTo(LONGEST) > 0) {
            throw invalid(argument, value, "at most " + LONGEST);
        }
        return value;
    }

    static IllegalArgumentException invalid(String argument, Object value, String expected) {
        return new IllegalArgumentException(argument + ": " + value + " (expected: " + expected + ")");
    }
}
