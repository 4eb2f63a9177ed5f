package io.github.vitals.health.history;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A time in which a check or group was DOWN or DEGRADED without a break. Immutable.
 *
 * @param key what was
 * @param worst DOWN if it was at any time, else DEGRADED
 * @param from when it began
 * @param to when it ended: the status was another, or nothing is known of what came after; empty if it goes on
 * @param reason why, when it was first at its worst; empty for groups
 * @param message what was said then, without secrets; possibly empty
 * @param rootCause the check that was to blame, if this one only depends on it
 */
public record Incident(
        HistoryKey key,
        HealthStatus worst,
        Instant from,
        Optional<Instant> to,
        Optional<FailureReason> reason,
        String message,
        Optional<String> rootCause) {

    /**
     * How long it was, or has been.
     *
     * @param now the time to count up to if it goes on
     * @return never negative
     */
    public Duration lasted(Instant now) {
        Duration length = Duration.between(from, to.orElse(now));
        return length.isNegative() ? Duration.ZERO : length;
    }
}
