package io.github.vitals.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that was done to a registry. Immutable.
 *
 * @param phase what was done
 * @param check the check it was done to; empty if it was the registry as a whole
 * @param message why, as it was said; possibly empty
 * @param at when
 * @param remaining how long what began goes on; zero where nothing goes on
 */
public record HealthLifecycle(Phase phase, Optional<String> check, String message, Instant at, Duration remaining) {

    /** What can be done to a registry. */
    public enum Phase {
        /** Checks are run on schedule from now on. */
        STARTED,
        /** The gate was opened: the application says that it is ready. */
        GATE_OPENED,
        /** {@link HealthGroup#READINESS} is DOWN so that no new work comes; told again each second while that lasts. */
        DRAINING,
        /** Draining is over. */
        DRAINED,
        /** A check is not run, until it is resumed. */
        PAUSED,
        /** A check is run again. */
        RESUMED,
        /** Work on a check was announced. */
        MAINTENANCE_BEGAN,
        /** The work on a check is over, or its time is. */
        MAINTENANCE_ENDED,
        /** Nothing is run any more. */
        CLOSED
    }
}
