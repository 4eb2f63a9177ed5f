package io.github.vitals.health.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A stretch of time and how finely it is looked at: equal steps, that begin at full steps of UTC. Immutable.
 *
 * <p>The step decides which tier is read: a step of 15 minutes needs the minutes, which go back 26 hours. What a tier does
 * not reach is without data.
 *
 * @param from where it begins: a multiple of the step since the epoch
 * @param to where it ends: another, later
 * @param step how long each bucket is: whole minutes up to an hour, whole hours up to a day, or whole days
 */
public record HistoryWindow(Instant from, Instant to, Duration step) {
    /** The most buckets in one window. */
    public static final int MOST_BUCKETS = 1_000;

    /** The most buckets where the step is not given. */
    private static final int COMFORTABLE = 100;

    private static final List<Duration> STEPS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(7),
            Duration.ofDays(30));

    /**
     * A window; the beginning is moved back and the end forth to a full step.
     *
     * @param from not null
     * @param to later than that
     * @param step as said above
     * @throws IllegalArgumentException if it ends before it begins, the step is not such, or there are more than 1,000
     */
    public HistoryWindow {
        Objects.requireNonNull(from, "from: null (expected: a time)");
        Objects.requireNonNull(to, "to: null (expected: a time)");
        requireStep(Objects.requireNonNull(step, "step: null (expected: a duration)"));
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from: " + from + " (expected: before " + to + ")");
        }
        if (from.getEpochSecond() < 0
                || to.getEpochSecond() > Duration.ofDays(100_000).toSeconds()) {
            throw new IllegalArgumentException(
                    "from, to: " + from + ", " + to + " (expected: from 1970 to the year 2243)");
        }
        long wide = step.toMillis();
        from = Instant.ofEpochMilli(Math.floorDiv(from.toEpochMilli(), wide) * wide);
        to = Instant.ofEpochMilli(-Math.floorDiv(-to.toEpochMilli(), wide) * wide);
        long buckets = Duration.between(from, to).toMillis() / wide;
        if (buckets > MOST_BUCKETS) {
            throw new IllegalArgumentException(
                    "step: " + step + ", which makes " + buckets + " buckets (expected: at most " + MOST_BUCKETS + ")");
        }
    }

    private static void requireStep(Duration step) {
        boolean whole = step.toMillis() > 0 && step.toNanosPart() == 0;
        HistoryTier tier = whole ? tier(step) : null;
        if (tier == null || step.toMillis() % tier.width().toMillis() != 0 || step.toDays() > 366) {
            throw new IllegalArgumentException("step: " + step
                    + " (expected: whole minutes up to an hour, whole hours up to a day, or whole days up to 366)");
        }
    }

    private static HistoryTier tier(Duration step) {
        if (step.compareTo(HistoryTier.DAYS.width()) >= 0) {
            return HistoryTier.DAYS;
        }
        return step.compareTo(HistoryTier.HOURS.width()) >= 0 ? HistoryTier.HOURS : HistoryTier.MINUTES;
    }

    /** The tier that is read for it: the coarsest whose buckets make up the steps. */
    HistoryTier tier() {
        return tier(step);
    }

    /**
     * A window with a step that makes at most 100 buckets of it, and that memory reaches back far enough for: a minute for
     * an hour, 5 minutes for 6 hours, 15 minutes for a day, 2 hours for a week, a day for 30 or 90 days, a week for a year.
     *
     * @param from where it begins
     * @param to where it ends
     * @param now the present time
     * @return the window
     * @throws IllegalArgumentException if it ends before it begins, or is longer than 100 times 30 days
     */
    public static HistoryWindow between(Instant from, Instant to, Instant now) {
        Duration length = Duration.between(from, to);
        Duration back = Duration.between(from, now);
        for (Duration step : STEPS) {
            boolean few = length.toMillis() <= step.toMillis() * COMFORTABLE;
            if (few && back.compareTo(tier(step).kept()) <= 0) {
                return new HistoryWindow(from, to, step);
            }
        }
        return new HistoryWindow(from, to, STEPS.get(STEPS.size() - 1));
    }

    /**
     * The window that ends now.
     *
     * @param length how long; more than zero
     * @param now the present time
     * @return the window
     * @throws IllegalArgumentException if the length is not more than zero, or more than 100 times 30 days
     */
    public static HistoryWindow last(Duration length, Instant now) {
        return between(now.minus(length), now, now);
    }

    /**
     * How many buckets it has.
     *
     * @return 1 to 1,000
     */
    public int buckets() {
        return (int) (Duration.between(from, to).toMillis() / step.toMillis());
    }
}
