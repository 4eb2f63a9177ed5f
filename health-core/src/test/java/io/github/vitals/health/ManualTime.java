package io.github.vitals.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when a test says so; wall clock and ticker may go apart. */
final class ManualTime implements Ticker, InstantSource {
    private volatile long ticks = Long.MAX_VALUE - 5_000_000_000L; // overflows soon, as System.nanoTime may
    private volatile Instant wall = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public long read() {
        return ticks;
    }

    @Override
    public Instant instant() {
        return wall;
    }

    void pass(Duration duration) {
        ticks += duration.toNanos();
        wall = wall.plus(duration);
    }

    void jumpWallClock(Duration by) {
        wall = wall.plus(by);
    }
}
