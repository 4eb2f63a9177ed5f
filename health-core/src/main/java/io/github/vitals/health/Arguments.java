package io.github.vitals.health;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The argument rules; every message names the argument, its value and what was expected. */
final class Arguments {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/=-]{0,99}");
    private static final Duration LONGEST = Duration.ofDays(365);

    private Arguments() {}

    static <T> T requireNonNull(String argument, @Nullable T value) {
        if (value == null) {
            throw new NullPointerException(argument + ": null (expected: a value)");
        }
        return value;
    }

    static String requireName(String argument, String name) {
        if (!NAME.matcher(requireNonNull(argument, name)).matches()) {
            throw invalid(
                    argument,
                    '"' + printable(name) + '"',
                    "1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit");
        }
        return name;
    }

    static String requireTag(String argument, String tag) {
        if (!TAG.matcher(requireNonNull(argument, tag)).matches()) {
            throw invalid(
                    argument,
                    '"' + printable(tag) + '"',
                    "1 to 100 letters, digits, '.', '_', '-', ':', '/' or '=', beginning with a letter or digit");
        }
        return tag;
    }

    static Duration requirePositive(String argument, Duration value) {
        requireNonNull(argument, value);
        if (value.isZero() || value.isNegative()) {
            throw invalid(argument, value, "> 0");
        }
        if (value.compareTo(LONGEST) > 0) {
            throw invalid(argument, value, "at most " + LONGEST);
        }
        return value;
    }

    static int requireAtLeast(String argument, int value, int least) {
        if (value < least) {
            throw invalid(argument, value, "at least " + least);
        }
        return value;
    }

    static IllegalArgumentException invalid(String argument, Object value, String expected) {
        return new IllegalArgumentException(argument + ": " + value + " (expected: " + expected + ")");
    }

    /** A bad name may be anything; what we print of it is short and on one line. */
    private static String printable(String text) {
        String shortened = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return shortened.replaceAll("\\p{Cntrl}", "?");
    }
}
