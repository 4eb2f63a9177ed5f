package io.github.vitals.health.logging.suppress;

import java.time.Duration;

/** A token bucket, told by the time that one token takes and how many are in it when it is full. */
record Limit(int burst, double perSecond) {
    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    Limit withBurst(int events) {
        if (events < 1) {
            throw new IllegalArgumentException("burst: " + events + " (expected: at least 1)");
        }
        return new Limit(events, perSecond);
    }

    Limit withPerSecond(double events) {
        if (!(events >= 0.001 && events <= 1e6)) {
            throw new IllegalArgumentException("perSecond: " + events + " (expected: 0.001 to 1000000)");
        }
        return new Limit(burst, events);
    }

    /** Nanoseconds from one event to the next, once the bucket is empty. */
    long interval() {
        return (long) (SECOND / perSecond);
    }

    /** Nanoseconds that the bucket takes to fill, but for one token. */
    long tolerance() {
        return interval() * (burst - 1);
    }
}
