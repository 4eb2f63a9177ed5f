package io.github.vitals.health.probe;

import java.time.Duration;

/** Durations as they are written on a command line: {@code 500ms}, {@code 60s}, {@code 2m}, {@code 1h}. */
final class Times {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final String EXPECTED = "a time of at most 24h, such as 500ms, 60s, 2m or 1h";

    /** What 24 hours have in milliseconds. */
    private static final int MOST_DIGITS = 8;

    private Times() {}

    static Duration parse(String option, String text) throws BadUsage {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > MOST_DIGITS) {
            throw new BadUsage(option, text, EXPECTED);
        }
        long number = Long.parseLong(text.substring(0, digits));
        Duration time = switch (text.substring(digits)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> throw new BadUsage(option, text, EXPECTED);
        };
        if (time.compareTo(LONGEST) > 0) {
            throw new BadUsage(option, text, EXPECTED);
        }
        return time;
    }

    /** Longer than nothing. */
    static Duration positive(String option, String text) throws BadUsage {
        Duration time = parse(option, text);
        if (time.isZero()) {
            throw new BadUsage(option, text, "> 0");
        }
        return time;
    }

    static String text(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
