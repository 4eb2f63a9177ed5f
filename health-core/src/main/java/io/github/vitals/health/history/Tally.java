package io.github.vitals.health.history;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** A bucket that is still being filled. No more time fits in it than it is wide. */
@SuppressWarnings("EnumOrdinal") // as in the bucket
final class Tally {
    /** How many durations are kept as they are before they are put into a sketch. */
    private static final int MOST_FRESH = 64;

    private final long start;
    private final long width;
    private final long[] millis = new long[HealthStatus.values().length];
    private final Map<FailureReason, Integer> failures = new EnumMap<>(FailureReason.class);
    private final List<LatencySketch> sketches = new ArrayList<>(1);
    private long known;
    private int runs;
    private int outages;
    private int[] fresh = {};
    private int freshCount;

    Tally(long start, long width) {
        this.start = start;
        this.width = width;
    }

    Tally(HistoryBucket bucket) {
        this(bucket.startMillis(), bucket.widthMillis());
        add(bucket);
    }

    long start() {
        return start;
    }

    long end() {
        return start + width;
    }

    boolean isEmpty() {
        return known == 0 && runs == 0 && outages == 0;
    }

    long knownMillis() {
        return known;
    }

    void add(HealthStatus status, long duration) {
        long fitting = Math.min(duration, width - known);
        millis[status.ordinal()] += fitting;
        known += fitting;
    }

    /** Adds what of a stretch of time is within this one. */
    void addSpan(HealthStatus status, long from, long to) {
        long within = Math.min(to, end()) - Math.max(from, start);
        if (within > 0) {
            add(status, within);
        }
    }

    void add(HistoryBucket bucket) {
        for (HealthStatus status : HealthStatus.values()) {
            add(status, bucket.millis(status));
        }
        runs += bucket.runs();
        outages += bucket.outages();
        bucket.failures().forEach((reason, count) -> failures.merge(reason, count, Integer::sum));
        if (!bucket.latency().isEmpty()) {
            sketches.add(bucket.latency());
        }
    }

    void addOutage() {
        outages++;
    }

    void addFailure(FailureReason reason) {
        failures.merge(reason, 1, Integer::sum);
    }

    void addRun(long nanos) {
        runs++;
        if (freshCount == MOST_FRESH) {
            condense();
        }
        if (freshCount == fresh.length) {
            fresh = Arrays.copyOf(fresh, Math.max(8, 2 * freshCount));
        }
        fresh[freshCount++] = (int) Math.min(Integer.MAX_VALUE, LatencySketch.micros(nanos));
    }

    /** Keeps one sketch in place of many. */
    void condense() {
        LatencySketch one = latency();
        sketches.clear();
        if (!one.isEmpty()) {
            sketches.add(one.condensed());
        }
        freshCount = 0;
    }

    private LatencySketch latency() {
        if (freshCount == 0) {
            return LatencySketch.merged(sketches);
        }
        Histogram histogram = LatencySketch.histogram();
        for (int i = 0; i < freshCount; i++) {
            histogram.recordValue(LatencySketch.micros(fresh[i] * 1000L));
        }
        sketches.forEach(sketch -> sketch.addTo(histogram));
        return LatencySketch.of(histogram);
    }

    HistoryBucket bucket() {
        Map<FailureReason, Integer> reasons = failures.isEmpty() ? Map.of() : new EnumMap<>(failures);
        return new HistoryBucket(start, width, millis.clone(), runs, outages, reasons, latency());
    }
}
