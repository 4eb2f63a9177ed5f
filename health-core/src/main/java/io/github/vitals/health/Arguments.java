package io.github.vitals.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The argument rules; every message names the argument, its value and what was expected. */
final class Arguments {
    private static final int LONGEST_NAME = 100;
    private static final String IN_NAMES = "._-";
    private static final String IN_TAGS = "._-:/=";
    private static final Duration LONGEST = Duration.ofDays(365);

    private Arguments() {}

    static <T> T requireNonNull(String argument, @Nullable T value) {
        if (value == null) {
            throw new NullPointerException(argument + ": null (expected: a value)");
        }
        return value;
    }

    static String requireName(String argument, String name) {
        if (!isName(requireNonNull(argument, name), IN_NAMES)) {
            throw invalid(
                    argument,
                    '"' + printable(name) + '"',
                    "1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit");
        }
        return name;
    }

    static String requireTag(String argument, String tag) {
        if (!isName(requireNonNull(argument, tag), IN_TAGS)) {
            throw invalid(
                    argument,
                    '"' + printable(tag) + '"',
                    "1 to 100 letters, digits, '.', '_', '-', ':', '/' or '=', beginning with a letter or digit");
        }
        return tag;
    }

    private static boolean isName(String text, String others) {
        if (text.isEmpty() || text.length() > LONGEST_NAME) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            boolean plain =
                    (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9');
            if (!plain && (i == 0 || others.indexOf(each) < 0)) {
                return false;
            }
        }
        return true;
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
