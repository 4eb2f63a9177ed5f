package io.github.vitals.health.system;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Elapsed time that passes when a test says so. */
final class ManualTicker implements LongSupplier {
    private long nanos = Long.MAX_VALUE - 5_000_000_000L; // overflows soon, as System.nanoTime may

    @Override
    public long getAsLong() {
        return nanos;
    }

    void pass(Duration duration) {
        nanos += duration.toNanos();
    }
}
