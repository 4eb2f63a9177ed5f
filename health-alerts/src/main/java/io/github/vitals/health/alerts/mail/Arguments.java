package io.github.vitals.health.alerts.mail;

import org.jspecify.annotations.Nullable;

/** The argument rules; every message names the argument, its value and what was expected. */
final class Arguments {
    private Arguments() {}

    static <T> T requireNonNull(String argument, @Nullable T value, String expected) {
        if (value == null) {
            throw new NullPointerException(argument + ": null (expected: " + expected + ")");
        }
        return value;
    }

    static String requireText(String argument, String text, int longest) {
        String line = Line.of(requireNonNull(argument, text, "a text"), Integer.MAX_VALUE);
        if (line.isEmpty() || line.length() > longest || !line.equals(text)) {
            throw invalid(argument, Line.of(text, longest), "one line of 1 to " + longest + " characters");
        }
        return text;
    }

    static IllegalArgumentException invalid(String argument, Object value, String expected) {
        return new IllegalArgumentException(argument + ": " + value + " (expected: " + expected + ")");
    }
}
