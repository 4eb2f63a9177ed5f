package io.github.vitals.health.metrics;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.HealthResult;
import java.time.Duration;

/** Time and events that pass when a test says so, and a check that looks at them. */
final class Traffic {
    private long ticks = Long.MAX_VALUE - Duration.ofMinutes(7).toNanos(); // overflows soon, as System.nanoTime may
    double total;
    double bad;

    long ticks() {
        return ticks;
    }

    void pass(Duration duration) {
        ticks += duration.toNanos();
    }

    /** Runs the check every 10 s for so long; in each of these as many events come, of which some are bad. */
    HealthResult run(SloCheck check, Duration duration, double events, double badEvents) throws Exception {
        HealthResult last = run(check);
        for (long step = 0; step < duration.toSeconds() / 10; step++) {
            pass(Duration.ofSeconds(10));
            total += events;
            bad += badEvents;
            last = run(check);
        }
        return last;
    }

    HealthResult run(SloCheck check) throws Exception {
        return check.check(CheckContext.of("slo", Duration.ofSeconds(2)));
    }

    SloCheckBuilder availability() {
        return SloCheck.availability(() -> total, () -> bad).ticker(this::ticks);
    }
}
