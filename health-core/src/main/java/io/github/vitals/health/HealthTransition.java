package io.github.vitals.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A change of the judged status of a check or a group. Immutable.
 *
 * @param subject what changed
 * @param name the name of the check or group
 * @param from the status before
 * @param to the status from now on; never the same as before
 * @param reason why it is not UP; empty if it is, and for groups
 * @param message what to tell a person, without secrets; possibly empty
 * @param rootCause the check that is to blame, if this one only depends on it
 * @param at when it changed
 * @param lasted how long the status before had lasted
 */
public record HealthTransition(
        Subject subject,
        String name,
        HealthStatus from,
        HealthStatus to,
        Optional<FailureReason> reason,
        String message,
        Optional<String> rootCause,
        Instant at,
        Duration lasted) {

    /** What can change. */
    public enum Subject {
        /** One check. */
        CHECK,
        /** The aggregate of a group. */
        GROUP
    }
}
