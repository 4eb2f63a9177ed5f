package io.github.vitals.health.metrics.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what the application says when it makes a meter. */
final class Arguments {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*([._][a-z0-9]+)*");
    private static final int LONGEST_NAME = 100;
    private static final int MOST_KEYS = 8;
    private static final int MOST_STEPS = 50;
    private static final int MOST_OBJECTIVES = 30;

    private Arguments() {}

    static <T> T requireNonNull(String argument, @Nullable T value) {
        if (value == null) {
            throw new NullPointerException(argument + ": null (expected: a value)");
        }
        return value;
    }

    static IllegalArgumentException invalid(String argument, Object value, String expected) {
        return new IllegalArgumentException(argument + ": " + value + " (expected: " + expected + ")");
    }

    static String name(String argument, String name) {
        requireNonNull(argument, name);
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            throw invalid(
                    argument,
                    name,
                    "at most 100 small letters and digits, in words parted by . or _, beginning with a letter");
        }
        return name;
    }

    static List<String> keys(String... keys) {
        requireNonNull("tagKeys", keys);
        for (String key : keys) {
            name("tagKeys", key);
        }
        return distinct("tagKeys", keys, 0, MOST_KEYS);
    }

    static List<String> steps(String... steps) {
        requireNonNull("steps", steps);
        for (String step : steps) {
            text("steps", step);
        }
        return distinct("steps", steps, 2, MOST_STEPS);
    }

    private static List<String> distinct(String argument, String[] values, int fewest, int most) {
        if (values.length < fewest
                || values.length > most
                || new LinkedHashSet<>(List.of(values)).size() < values.length) {
            throw invalid(argument, Arrays.toString(values), fewest + " to " + most + " different ones");
        }
        return List.of(values);
    }

    static String text(String argument, String text) {
        requireNonNull(argument, text);
        if (text.isBlank() || text.length() > TagValues.LONGEST) {
            throw invalid(
                    argument, "\"" + text + "\"", "1 to " + TagValues.LONGEST + " characters that are not all blank");
        }
        return text;
    }

    static int between(String argument, int value, int least, int most) {
        if (value < least || value > most) {
            throw invalid(argument, value, least + " to " + most);
        }
        return value;
    }

    static List<Duration> objectives(Duration... objectives) {
        requireNonNull("objectives", objectives);
        List<Duration> all = new ArrayList<>();
        Duration before = Duration.ZERO;
        for (Duration objective : objectives) {
            if (requireNonNull("objectives", objective).compareTo(before) <= 0) {
                throw invalid("objectives", Arrays.toString(objectives), "rising, and the first more than 0");
            }
            all.add(objective);
            before = objective;
        }
        if (all.isEmpty() || all.size() > MOST_OBJECTIVES) {
            throw invalid("objectives", Arrays.toString(objectives), "1 to " + MOST_OBJECTIVES);
        }
        return List.copyOf(all);
    }
}
