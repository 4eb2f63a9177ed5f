package io.github.vitals.health.redis;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;

/**
 * Something that is not as it should be.
 *
 * @param status DEGRADED or DOWN
 * @param reason why
 * @param message what, the value and the limit
 */
record Finding(HealthStatus status, FailureReason reason, String message) {
    static Finding down(FailureReason reason, String message) {
        return new Finding(HealthStatus.DOWN, reason, message);
    }

    static Finding degraded(FailureReason reason, String message) {
        return new Finding(HealthStatus.DEGRADED, reason, message);
    }

    boolean isDown() {
        return status == HealthStatus.DOWN;
    }

    /** The same, with the name of the server if it is one of several. */
    Finding at(String node) {
        return node.isEmpty() ? this : new Finding(status, reason, node + ": " + message);
    }
}
