package io.github.vitals.health.jdbc;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Remembers since when a pool is seen in trouble, by a monotonic clock. Thread-safe. */
final class PoolWatch {
    private final LongSupplier ticker;
    private @Nullable Long exhaustedSince;
    private @Nullable Long keptSince;
    private int lastActive;

    PoolWatch(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /** How long the pool has been exhausted with threads waiting, and how long its active connections did not go down. */
    record Seen(Duration exhausted, Duration kept) {}

    synchronized Seen see(PoolCounts counts) {
        long now = ticker.getAsLong();
        exhaustedSince = counts.starving() ? earlier(exhaustedSince, now) : null;
        boolean fewer = counts.active() < lastActive;
        keptSince = counts.active() == 0 ? null : earlier(fewer ? null : keptSince, now);
        lastActive = counts.active();
        return new Seen(since(exhaustedSince, now), since(keptSince, now));
    }

    private static Long earlier(@Nullable Long since, long now) {
        return since == null ? Long.valueOf(now) : since;
    }

    private static Duration since(@Nullable Long since, long now) {
        return since == null ? Duration.ZERO : Duration.ofNanos(now - since);
    }
}
