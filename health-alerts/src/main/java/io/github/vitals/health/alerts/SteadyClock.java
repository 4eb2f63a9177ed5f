package io.github.vitals.health.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A clock that never goes back, and goes on while the wall clock that it follows was set back. Not thread-safe.
 */
final class SteadyClock {
    private final InstantSource wall;
    private final LongSupplier ticker;
    private Instant last;
    private long lastTick;

    SteadyClock(InstantSource wall, LongSupplier ticker) {
        this.wall = wall;
        this.ticker = ticker;
        this.last = wall.instant();
        this.lastTick = ticker.getAsLong();
    }

    Instant now() {
        long tick = ticker.getAsLong();
        Instant passed = last.plus(Duration.ofNanos(Math.max(0, tick - lastTick)));
        Instant told = wall.instant();
        last = told.isAfter(passed) ? told : passed;
        lastTick = tick;
        return last;
    }
}
