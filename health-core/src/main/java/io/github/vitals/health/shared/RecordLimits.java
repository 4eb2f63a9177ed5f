package io.github.vitals.health.shared;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every store takes and refuses, for those who make one: the same everywhere, so that what one store keeps another
 * keeps too.
 *
 * <p>All methods are safe for any thread.
 */
public final class RecordLimits {
    /** How many characters a space, a key, the name of a lease or that of a holder may have. */
    public static final int LONGEST_NAME = 300;

    /** How many characters a text may have. */
    public static final int LONGEST_TEXT = 262_144;

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    /** The character zero, and halves of a character. */
    private static final Pattern UNWRITABLE = Pattern.compile("[\\x00\\ud800-\\udfff]");

    private RecordLimits() {}

    /**
     * Refuses a name that is none.
     *
     * @param argument what to call it in the error: space, key, name or holder
     * @param name what was given
     * @return as {@link #writable(String)} gives it
     * @throws IllegalArgumentException if it has not 1 to 300 characters
     */
    public static String name(String argument, String name) {
        int length = given(argument, name, "a text").length();
        if (length < 1 || length > LONGEST_NAME) {
            throw invalid(argument, length + " characters", "1 to " + LONGEST_NAME + " characters");
        }
        return writable(name);
    }

    /**
     * Refuses changes that no store takes.
     *
     * @param changes for each key its text, empty to delete it
     * @return a copy in the same order, with keys and texts as {@link #writable(String)} gives them
     * @throws IllegalArgumentException if a key has not 1 to 300 characters, or a text more than 262,144
     */
    public static Map<String, Optional<String>> changes(Map<String, Optional<String>> changes) {
        Map<String, Optional<String>> writable = new LinkedHashMap<>();
        given("changes", changes, "a text for each key")
                .forEach((key, text) -> writable.put(name("key", key), text(text)));
        return writable;
    }

    private static Optional<String> text(Optional<String> text) {
        Optional<String> given = given("text", text, "a text, or empty to delete it");
        if (given.isPresent() && given.get().length() > LONGEST_TEXT) {
            throw invalid("text", given.get().length() + " characters", "at most " + LONGEST_TEXT + " characters");
        }
        return given.map(RecordLimits::writable);
    }

    /**
     * Refuses how long no lease lasts.
     *
     * @param time what was asked for
     * @return the same
     * @throws IllegalArgumentException if it is less than a millisecond or more than 365 days
     */
    public static Duration time(Duration time) {
        Duration given = given("time", time, "a duration");
        if (given.compareTo(SHORTEST) < 0 || given.compareTo(LONGEST) > 0) {
            throw invalid("time", given, SHORTEST + " to " + LONGEST);
        }
        return given;
    }

    /**
     * What can be written of a text into any store.
     *
     * @param text any
     * @return the same, but for U+FFFD in the place of each character zero and each half of a character
     */
    public static String writable(String text) {
        return UNWRITABLE.matcher(text).replaceAll("\ufffd");
    }

    private static <T> T given(String argument, @Nullable T value, String expected) {
        if (value == null) {
            throw new NullPointerException(argument + ": null (expected: " + expected + ")");
        }
        return value;
    }

    private static IllegalArgumentException invalid(String argument, Object value, String expected) {
        return new IllegalArgumentException(argument + ": " + value + " (expected: " + expected + ")");
    }
}
