package io.github.vitals.health.jdbc;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Remembers since when the same holder is seen to hold a lock. Thread-safe. */
final class LockWatch {
    private final Duration limit;
    private final LongSupplier ticker;
    private @Nullable String holder;
    private long since;

    LockWatch(Duration limit, LongSupplier ticker) {
        this.limit = limit;
        this.ticker = ticker;
    }

    Duration limit() {
        return limit;
    }

    /** How long this holder has been seen; null is nobody. */
    synchronized Duration see(@Nullable String now) {
        long time = ticker.getAsLong();
        if (now == null || !now.equals(holder)) {
            holder = now;
            since = time;
        }
        return Duration.ofNanos(time - since);
    }
}
