package io.github.vitals.health;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of settings. Each method refuses what it cannot read and says what it expects. */
final class SettingValues {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}) ?(ms|s|m|h|d)");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final String[] NONE = {};

    private SettingValues() {}

    static Duration duration(String text) {
        Matcher plain = DURATION.matcher(text);
        if (plain.matches()) {
            return duration(Integer.parseInt(plain.group(1)), plain.group(2));
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException | ArithmeticException bad) {
            throw Arguments.invalid("value", text, "a duration, such as 500ms, 1s, 2m, 1h, 1d or PT1S");
        }
    }

    private static Duration duration(int amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Arguments.invalid("value", text, "true or false");
        };
    }

    static int whole(String text, String expected) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException bad) {
            throw Arguments.invalid("value", text, expected);
        }
    }

    static double fraction(String text) {
        try {
            return new BigDecimal(text).doubleValue();
        } catch (NumberFormatException bad) {
            throw Arguments.invalid("value", text, "0 to 0.5");
        }
    }

    /** Words between commas; an empty value is no word. */
    static String[] words(String text) {
        return text.isEmpty() ? NONE : COMMA.split(text, -1);
    }
}
