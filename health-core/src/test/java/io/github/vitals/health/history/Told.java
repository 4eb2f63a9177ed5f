package io.github.vitals.health.history;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a ledger is told. */
final class Told {
    private Told() {}

    static HealthTransition first(HistoryKey key, HealthStatus status, long wall) {
        return change(key, HealthStatus.UNKNOWN, status, wall);
    }

    static HealthTransition change(HistoryKey key, HealthStatus from, HealthStatus to, long wall) {
        return new HealthTransition(
                key.subject(),
                key.name(),
                from,
                to,
                Optional.empty(),
                "",
                Optional.empty(),
                Instant.ofEpochMilli(wall),
                Duration.ZERO);
    }
}
