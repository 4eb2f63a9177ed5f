package io.github.vitals.health.alerts;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The argument rules; every message names the argument, its value and what was expected. */
final class Arguments {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Duration LONGEST = Duration.ofDays(365);

    private Arguments() {}

    static <T> T requireNonNull(String argument, @Nullable T value, String expected) {
        if (value == null) {
            throw new NullPointerException(argument + ": null (expected: " + expected + ")");
        }
        return value;
    }

    static String requireName(String argument, String name) {
        if (!NAME.matcher(requireNonNull(argument, name, "a name")).matches()) {
            throw invalid(
                    argument,
                    '"' + name.substring(0, Math.min(100, name.length())).replaceAll("\\p{Cntrl}", "?") + '"',
                    "1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit");
        }
        return name;
    }

    static String requireText(String argument, String text, int least, int most) {
        if (requireNonNull(argument, text, "a text").strip().length() < least || text.length() > most) {
            throw invalid(argument, text.length() + " characters", least + " to " + most + " characters");
        }
        return text;
    }

    static Duration requirePositive(String argument, Duration value) {
        return requireBetween(argument, value, Duration.ofMillis(1), LONGEST);
    }

    static Duration requireNotNegative(String argument, Duration value) {
        return requireBetween(argument, value, Duration.ZERO, LONGEST);
    }

    static Duration requireBetween(String argument, Duration value, Duration least, Duration most) {
        requireNonNull(argument, value, "a duration");
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw invalid(argument, value, least + " to " + most);
        }
        return value;
    }

    static int requireBetween(String argument, int value, int least, int most) {
        if (value < least || value > most) {
            throw invalid(argument, value, least + " to " + most);
        }
        return value;
    }

    static double requireShare(String argument, double value) {
        if (!(value > 0 && value < 1)) {
            throw invalid(argument, value, "> 0 and < 1");
        }
        return value;
    }

    static IllegalArgumentException invalid(String argument, Object value, String expected) {
        return new IllegalArgumentException(argument + ": " + value + " (expected: " + expected + ")");
    }
}
