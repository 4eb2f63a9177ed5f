package io.github.vitals.health.endpoint;

import io.github.vitals.health.history.HistoryWindow;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * The stretch of time that a caller asks about, by the parameters of a request:
 *
 * <table>
 *   <caption>Parameters</caption>
 *   <tr><th>parameter</th><th>is</th></tr>
 *   <tr><td>{@code from}, {@code to}</td><td>a time, such as {@code 2026-01-01T12:00:00Z}, or how long ago, such as
 *     {@code -24h}, or {@code now}; {@code to} is now if not given</td></tr>
 *   <tr><td>{@code window}</td><td>in place of {@code from} and {@code to}: how long, up to now</td></tr>
 *   <tr><td>{@code step}</td><td>how long one bucket is</td></tr>
 * </table>
 *
 * <p>A duration is written as {@code 90s}, {@code 15m}, {@code 24h}, {@code 30d}, {@code 52w}, or as ISO 8601 has it,
 * {@code PT15M}. Immutable.
 *
 * @param from where it begins
 * @param to where it ends, later than it begins
 * @param step how long one bucket is to be; empty if it is not said
 */
public record HistoryRange(Instant from, Instant to, Optional<Duration> step) {
    private static final Map<Character, ChronoUnit> UNITS = Map.of(
            's', ChronoUnit.SECONDS,
            'm', ChronoUnit.MINUTES,
            'h', ChronoUnit.HOURS,
            'd', ChronoUnit.DAYS,
            'w', ChronoUnit.WEEKS);

    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final Instant LATEST = Instant.parse("2243-01-01T00:00:00Z");
    private static final int MOST_DIGITS = 9;

    /** How much of what cannot be read is told back. */
    private static final int SHOWN = 64;

    /**
     * A stretch of time.
     *
     * @param from where it begins
     * @param to where it ends
     * @param step how long one bucket is to be
     * @throws IllegalArgumentException if it ends before it begins
     */
    public HistoryRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from: " + from + " (expected: before " + to + ")");
        }
    }

    /**
     * Reads what a caller asks for.
     *
     * @param request its parameters {@code from}, {@code to}, {@code window} and {@code step}
     * @param otherwise how long, where neither {@code from} nor {@code window} is given
     * @param now the present time
     * @return the stretch of time
     * @throws IllegalArgumentException if a parameter is not such, with its name, its value and what was expected
     */
    public static HistoryRange of(HealthRequest request, Duration otherwise, Instant now) {
        Optional<Duration> step = request.parameter("step").map(text -> duration("step", text));
        Optional<String> from = request.parameter("from");
        Optional<String> to = request.parameter("to");
        Optional<String> window = request.parameter("window");
        if (window.isPresent()) {
            if (from.isPresent() || to.isPresent()) {
                throw unfit("window", window.get(), "not together with from or to");
            }
            return new HistoryRange(now.minus(duration("window", window.get())), now, step);
        }
        Instant end = to.map(text -> time("to", text, now)).orElse(now);
        Instant start = from.map(text -> time("from", text, now)).orElse(end.minus(otherwise));
        return new HistoryRange(start, end, step);
    }

    /**
     * The same in full steps: those that are asked for, or those that make at most 100 buckets of it.
     *
     * @param now the present time
     * @return a window that reaches at least as far
     * @throws IllegalArgumentException if the step is not one of a window, or makes more than 1,000 buckets
     */
    public HistoryWindow window(Instant now) {
        return step.map(each -> new HistoryWindow(from, to, each))
                .orElseGet(() -> HistoryWindow.between(from, to, now));
    }

    private static Instant time(String name, String text, Instant now) {
        if (text.equals("now")) {
            return now;
        }
        if (text.startsWith("-")) {
            return now.minus(duration(name, text.substring(1)));
        }
        // A plus sign in a query means a space.
        Instant time = parsed(text.replace(' ', '+'));
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            throw unfit(name, text, "a time such as 2026-01-01T12:00:00Z, one ago such as -24h, or now");
        }
        return time;
    }

    /** The farthest there is if it cannot be read. */
    private static Instant parsed(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            return Instant.MAX;
        }
    }

    private static Duration duration(String name, String text) {
        Duration duration = read(text);
        if (duration.isZero() || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw unfit(name, text, "a duration such as 15m, 24h, 30d or PT15M, at most 3650d");
        }
        return duration;
    }

    /** Zero if it cannot be read. */
    private static Duration read(String text) {
        try {
            return text.startsWith("P") ? Duration.parse(text) : brief(text);
        } catch (DateTimeException malformed) {
            return Duration.ZERO;
        }
    }

    private static Duration brief(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        ChronoUnit unit = digits == text.length() - 1 ? UNITS.get(text.charAt(digits)) : null;
        return unit == null || digits == 0 || digits > MOST_DIGITS
                ? Duration.ZERO
                : unit.getDuration().multipliedBy(Long.parseLong(text.substring(0, digits)));
    }

    private static IllegalArgumentException unfit(String name, String text, String expected) {
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return new IllegalArgumentException(name + ": " + shown + " (expected: " + expected + ")");
    }
}
