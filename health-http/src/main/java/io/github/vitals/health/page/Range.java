package io.github.vitals.health.page;

import io.github.vitals.health.history.HistoryWindow;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What time a screen is about: the last hours or days, or from one time to another. Immutable.
 *
 * @param key as in the URL; empty for a time of the reader's own
 * @param words as in a sentence
 * @param window the time, and how finely it is shown
 */
record Range(String key, String words, HistoryWindow window) {
    /** The lengths to choose from. */
    enum Length {
        HOUR("1h", "last hour", Duration.ofHours(1)),
        SIX_HOURS("6h", "last 6 hours", Duration.ofHours(6)),
        DAY("24h", "last 24 hours", Duration.ofHours(24)),
        WEEK("7d", "last 7 days", Duration.ofDays(7)),
        MONTH("30d", "last 30 days", Duration.ofDays(30)),
        QUARTER("90d", "last 90 days", Duration.ofDays(90)),
        YEAR("1y", "last year", Duration.ofDays(365));

        private final String key;
        private final String words;
        private final Duration duration;

        Length(String key, String words, Duration duration) {
            this.key = key;
            this.words = words;
            this.duration = duration;
        }

        String key() {
            return key;
        }
    }

    static Optional<Length> named(String key) {
        return List.of(Length.values()).stream()
                .filter(length -> length.key.equals(key))
                .findFirst();
    }

    /** As a URL or a field for date and time has it, in UTC. */
    static Optional<Instant> time(String text) {
        try {
            if (text.endsWith("Z")) {
                return Optional.of(Instant.parse(text));
            }
            return Optional.of(
                    text.contains("T")
                            ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
                            : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    static Range of(View view, Instant now, Length otherwise) {
        Optional<Instant> from = time(view.value(View.FROM));
        if (from.isPresent()) {
            Optional<Range> own = between(from.get(), time(view.value(View.TO)).orElse(now), now);
            if (own.isPresent()) {
                return own.get();
            }
        }
        return last(named(view.value(View.RANGE)).orElse(otherwise), now);
    }

    static Range last(Length length, Instant now) {
        return new Range(length.key, length.words, HistoryWindow.last(length.duration, now));
    }

    private static Optional<Range> between(Instant from, Instant to, Instant now) {
        try {
            HistoryWindow window = HistoryWindow.between(from, to.isAfter(now) ? now : to, now);
            String words = Words.time(window.from(), Words.Form.DATED) + " to "
                    + Words.time(window.to(), Words.Form.DATED) + " UTC";
            return Optional.of(new Range("", words, window));
        } catch (IllegalArgumentException | ArithmeticException impossible) {
            return Optional.empty();
        }
    }

    /** Whether days matter more than hours. */
    Words.Form form() {
        Duration step = window.step();
        if (step.compareTo(Duration.ofDays(1)) >= 0) {
            return Words.Form.DAY;
        }
        return Duration.between(window.from(), window.to()).toHours() > 25 ? Words.Form.DATED : Words.Form.CLOCK;
    }

    /** How wide a bucket is, after "per". */
    String per() {
        Duration step = window.step();
        return step.equals(Duration.ofDays(1)) ? "day" : Words.spoken(step).replaceFirst("^1 ", "");
    }

    /** How wide a bucket is, in words. */
    String step() {
        String per = per();
        return Character.isDigit(per.charAt(0)) ? per : (per.startsWith("h") ? "an " : "a ") + per;
    }
}
