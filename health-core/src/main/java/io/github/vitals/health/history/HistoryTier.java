package io.github.vitals.health.history;

import java.time.Duration;
import java.time.Instant;

/**
 * How fine a history is remembered: the further back, the coarser. Buckets of a tier are as wide as its unit and begin
 * at full units of UTC.
 */
public enum HistoryTier {
    /** One bucket a minute, kept for 26 hours. */
    MINUTES(Duration.ofMinutes(1), Duration.ofHours(26)),
    /** One bucket an hour, kept for 8 days. */
    HOURS(Duration.ofHours(1), Duration.ofDays(8)),
    /** One bucket a day, kept for 400 days. */
    DAYS(Duration.ofDays(1), Duration.ofDays(400));

    private final Duration width;
    private final Duration kept;

    HistoryTier(Duration width, Duration kept) {
        this.width = width;
        this.kept = kept;
    }

    /**
     * How long one bucket is.
     *
     * @return a minute, an hour or a day
     */
    public Duration width() {
        return width;
    }

    /**
     * How far back buckets are kept in memory.
     *
     * @return more than a day for minutes, more than a week for hours, more than a year for days
     */
    public Duration kept() {
        return kept;
    }

    /**
     * When the bucket begins that a time is in.
     *
     * @param time any time
     * @return the last full unit at or before it
     */
    public Instant start(Instant time) {
        return Instant.ofEpochMilli(start(time.toEpochMilli()));
    }

    long start(long epochMillis) {
        return Math.floorDiv(epochMillis, width.toMillis()) * width.toMillis();
    }
}
