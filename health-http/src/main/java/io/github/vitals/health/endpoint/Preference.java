package io.github.vitals.health.endpoint;

import java.time.Duration;
import java.util.Locale;

/** How long a caller would wait for something new, by its header {@code Prefer} (RFC 7240, section 4.3). */
final class Preference {
    static final Duration LONGEST = Duration.ofSeconds(60);

    private static final String WAIT = "wait=";
    private static final int MOST_DIGITS = 9;

    private Preference() {}

    /** Zero if the caller does not say, or says nothing that can be read; never more than a minute. */
    static Duration wait(HealthRequest request) {
        String header = request.header("Prefer").orElse("");
        if (header.isEmpty()) {
            return Duration.ZERO;
        }
        for (String preference : header.split(",", -1)) {
            String stripped = preference.strip().toLowerCase(Locale.ROOT);
            if (stripped.startsWith(WAIT)) {
                return seconds(stripped.substring(WAIT.length()).strip());
            }
        }
        return Duration.ZERO;
    }

    private static Duration seconds(String digits) {
        boolean number = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(each -> each >= '0' && each <= '9');
        if (!number) {
            return Duration.ZERO;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(digits));
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
