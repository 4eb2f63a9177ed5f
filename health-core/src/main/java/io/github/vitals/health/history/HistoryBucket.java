package io.github.vitals.health.history;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What was in one stretch of time: how long each status lasted, what the runs said, and how long they took.
 *
 * <p>The times of the five statuses and the time without data add up to the width of the bucket. There is no data from
 * when the process did not run, stood still, or did not have the check. Immutable.
 */
@SuppressWarnings("EnumOrdinal") // one array by status: there are thousands of buckets
public final class HistoryBucket {
    private static final HealthStatus[] STATUSES = HealthStatus.values();

    private final long start;
    private final long width;
    private final long[] millis;
    private final int runs;
    private final int outages;
    private final Map<FailureReason, Integer> failures;
    private final LatencySketch latency;

    HistoryBucket(
            long start,
            long width,
            long[] millis,
            int runs,
            int outages,
            Map<FailureReason, Integer> failures,
            LatencySketch latency) {
        this.start = start;
        this.width = width;
        this.millis = millis;
        this.runs = runs;
        this.outages = outages;
        this.failures = failures;
        this.latency = latency;
    }

    /**
     * A bucket that was kept somewhere.
     *
     * @param start when it began; milliseconds are kept
     * @param width how long it is; more than zero
     * @param times how long each status lasted; a status that is missing did not
     * @param runs how many runs ended in it; zero or more
     * @param outages how often the status became DOWN in it; zero or more
     * @param failures how many runs were not UP, by reason; each more than zero
     * @param latency how long the runs took
     * @return the bucket
     * @throws IllegalArgumentException if something is less than it may be, or the times are longer than the width
     */
    public static HistoryBucket of(
            Instant start,
            Duration width,
            Map<HealthStatus, Duration> times,
            int runs,
            int outages,
            Map<FailureReason, Integer> failures,
            LatencySketch latency) {
        long[] millis = new long[STATUSES.length];
        times.forEach((status, time) -> millis[status.ordinal()] = atLeast(0, status.name(), time.toMillis()));
        long wide = atLeast(1, "width", width.toMillis());
        if (sum(millis) > wide) {
            throw new IllegalArgumentException("times: " + times + " (expected: at most " + width + " together)");
        }
        Map<FailureReason, Integer> reasons = new EnumMap<>(FailureReason.class);
        failures.forEach((reason, count) -> reasons.put(reason, (int) atLeast(1, reason.label(), count)));
        return new HistoryBucket(
                start.toEpochMilli(),
                wide,
                millis,
                (int) atLeast(0, "runs", runs),
                (int) atLeast(0, "outages", outages),
                reasons,
                Objects.requireNonNull(latency, "latency: null (expected: a sketch)"));
    }

    private static long atLeast(long least, String argument, long value) {
        if (value < least) {
            throw new IllegalArgumentException(argument + ": " + value + " (expected: >= " + least + ")");
        }
        return value;
    }

    private static long sum(long[] millis) {
        long sum = 0;
        for (long each : millis) {
            sum += each;
        }
        return sum;
    }

    static HistoryBucket empty(long start, long width) {
        return new HistoryBucket(start, width, new long[STATUSES.length], 0, 0, Map.of(), LatencySketch.EMPTY);
    }

    /** The same as if it ended at a time, where that is sooner, but not before what is known. */
    HistoryBucket until(long end) {
        long shorter = Math.max(Math.max(1, knownMillis()), Math.min(width, end - start));
        return shorter == width ? this : new HistoryBucket(start, shorter, millis, runs, outages, failures, latency);
    }

    long startMillis() {
        return start;
    }

    long widthMillis() {
        return width;
    }

    long millis(HealthStatus status) {
        return millis[status.ordinal()];
    }

    long knownMillis() {
        return sum(millis);
    }

    /**
     * When it began.
     *
     * @return a full unit of UTC
     */
    public Instant start() {
        return Instant.ofEpochMilli(start);
    }

    /**
     * When it ended, or will.
     *
     * @return the start of the next one
     */
    public Instant end() {
        return Instant.ofEpochMilli(start + width);
    }

    /**
     * How long it is.
     *
     * @return more than zero
     */
    public Duration width() {
        return Duration.ofMillis(width);
    }

    /**
     * How long a status lasted in it.
     *
     * @param status which one
     * @return to the millisecond
     */
    public Duration time(HealthStatus status) {
        return Duration.ofMillis(millis(status));
    }

    /**
     * How long any status is known.
     *
     * @return the sum of the times of the five statuses
     */
    public Duration known() {
        return Duration.ofMillis(knownMillis());
    }

    /**
     * The share of a status in the time that is known: the five shares are 1 together.
     *
     * @param status which one
     * @return 0 to 1; 0 if nothing is known
     */
    public double share(HealthStatus status) {
        long known = knownMillis();
        return known == 0 ? 0 : (double) millis(status) / known;
    }

    /**
     * The worst status that was in it.
     *
     * @return empty if nothing is known
     */
    public Optional<HealthStatus> worst() {
        for (int i = STATUSES.length - 1; i >= 0; i--) {
            if (millis[i] > 0) {
                return Optional.of(STATUSES[i]);
            }
        }
        return Optional.empty();
    }

    /**
     * How many runs ended in it.
     *
     * @return zero or more; zero for groups
     */
    public int runs() {
        return runs;
    }

    /**
     * How many of the runs were not UP, by reason. A run that gave no reason is under {@link FailureReason#ASSERTION}.
     *
     * @return an unmodifiable map in the order of the reasons; empty for groups
     */
    public Map<FailureReason, Integer> failures() {
        return Collections.unmodifiableMap(failures);
    }

    /**
     * How often the judged status became DOWN in it.
     *
     * @return zero or more
     */
    public int outages() {
        return outages;
    }

    /**
     * How long the runs took.
     *
     * @return empty for groups, and where nothing ran
     */
    public LatencySketch latency() {
        return latency;
    }

    /**
     * What was in it, as uptime.
     *
     * @return the figures of this stretch of time
     */
    public Uptime uptime() {
        return new Uptime(this);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(start()).append('+').append(width());
        for (HealthStatus status : STATUSES) {
            if (millis(status) > 0) {
                text.append(' ').append(status).append(' ').append(time(status));
            }
        }
        return text.append(" runs ")
                .append(runs)
                .append(" failures ")
                .append(failures)
                .toString();
    }
}
