package io.github.vitals.health.servers.history;

import io.github.vitals.health.FailureReason;
import java.time.Duration;

/** How a check behaved in all those days. */
enum Temper {
    /** Hardly ever down. */
    RELIABLE(Duration.ofDays(120), Duration.ofMinutes(9), FailureReason.CONNECT_REFUSED, "connection refused", 4, 1),
    /** Down often and for a short time. */
    FLAKY(Duration.ofDays(2), Duration.ofMinutes(7), FailureReason.TIMEOUT, "no answer within 2 s", 45, 1),
    /** Rarely down, but then for hours. */
    HEAVY(Duration.ofDays(45), Duration.ofHours(3), FailureReason.STATUS, "status 503 (expected: 200)", 80, 1),
    /** Slower from week to week, until it was too slow now and then. */
    SLOWING(Duration.ofDays(9), Duration.ofMinutes(25), FailureReason.SLOW, "p95 1.4 s (expected: at most 1 s)", 30, 4);

    /** How long it is well, on an average. */
    final Duration well;

    /** How long it is not, on an average. */
    final Duration ill;

    final FailureReason reason;
    final String message;

    /** How long a run takes, in milliseconds, on an average. */
    final double millis;

    /** How many times as long runs take in the end as in the beginning. */
    final double drift;

    Temper(Duration well, Duration ill, FailureReason reason, String message, double millis, double drift) {
        this.well = well;
        this.ill = ill;
        this.reason = reason;
        this.message = message;
        this.millis = millis;
        this.drift = drift;
    }

    /** Most are reliable. */
    static Temper of(int number) {
        return switch (number % 10) {
            case 2 -> FLAKY;
            case 5 -> HEAVY;
            case 7 -> SLOWING;
            default -> RELIABLE;
        };
    }
}
