package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthStatus;
import java.time.Duration;

/** What a rule waits for. */
sealed interface Condition {
    /** The judged status is this or worse. */
    record Status(HealthStatus reached) implements Condition {}

    /** So many of the last raw results were DOWN, whatever the thresholds of the check make of it. */
    record Failures(int count, int ofLast) implements Condition {}

    /** A percentile of the runs in a window took longer than a limit. */
    record Latency(double percentile, Duration limit, Duration window) implements Condition {}

    /** The uptime of a window is less than a share. */
    record UptimeBelow(double share, Duration window) implements Condition {}

    /** The error budget is spent faster than a rate, in a window and in a shorter one. */
    record BurnRate(double rate, Duration window, Duration shorter) implements Condition {}

    /** A certificate that the check has seen expires before long. */
    record CertificateWithin(Duration left) implements Condition {}

    /** The raw results go up and down. */
    record Flapping() implements Condition {}

    /** The last result is too old. */
    record Stale() implements Condition {}

    /** Whether it is answered from the history. */
    default boolean ofHistory() {
        return this instanceof Latency || this instanceof UptimeBelow || this instanceof BurnRate;
    }

    /** Whether a group can be asked for it. */
    default boolean ofGroups() {
        return this instanceof Status || this instanceof UptimeBelow || this instanceof BurnRate;
    }
}
