package io.github.vitals.health.examples.faults;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table.
 *
 * @param name what breaks
 * @param status what the check has to say of it
 * @param reason and why; null with UP
 * @param timeout of the check's policy
 * @param setting makes the situation
 */
record Fault(String name, HealthStatus status, @Nullable FailureReason reason, Duration timeout, Setting setting) {
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /** Makes a situation out of an empty one. */
    @FunctionalInterface
    interface Setting {
        void prepare(Situation situation) throws Exception;
    }

    static Fault down(String name, FailureReason reason, Setting setting) {
        return new Fault(name, HealthStatus.DOWN, reason, TIMEOUT, setting);
    }

    static Fault degraded(String name, FailureReason reason, Setting setting) {
        return new Fault(name, HealthStatus.DEGRADED, reason, TIMEOUT, setting);
    }

    static Fault unnoticed(String name, Setting setting) {
        return new Fault(name, HealthStatus.UP, null, TIMEOUT, setting);
    }

    Fault within(Duration other) {
        return new Fault(name, status, reason, other, setting);
    }
}
