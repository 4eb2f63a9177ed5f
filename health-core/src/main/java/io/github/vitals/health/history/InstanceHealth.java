package io.github.vitals.health.history;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How one instance of a service was, when it last wrote to a store that several share. Immutable.
 *
 * @param instance which one
 * @param started when its process began to write
 * @param seen when it last wrote; an instance that has not for long is gone, or cannot reach the store
 * @param states its checks and groups, in the order of their keys
 */
public record InstanceHealth(String instance, Instant started, Instant seen, List<State> states) {
    /**
     * The health of one instance.
     *
     * @param instance not null
     * @param started not null
     * @param seen not null
     * @param states are copied
     */
    public InstanceHealth {
        states = List.copyOf(states);
    }

    /**
     * The state of one check or group.
     *
     * @param key which one
     * @param status its judged status
     * @param since since when, by the instance's clock
     * @param reason why it is not UP; empty if it is, and for groups
     * @param message what to tell a person, without secrets; possibly empty
     */
    public record State(
            HistoryKey key, HealthStatus status, Instant since, Optional<FailureReason> reason, String message) {}
}
