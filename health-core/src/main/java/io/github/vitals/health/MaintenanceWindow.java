package io.github.vitals.health;

import java.time.Instant;
import java.util.Optional;

/**
 * When work is announced, again and again: for example every Sunday from 2 to 4 o'clock.
 *
 * <p>Asked by the registry about wall-clock time, at least once a minute and whenever the answers it got say that
 * something changes; so a wall clock that jumps is followed within a minute. One that throws counts as closed, and is
 * logged.
 *
 * <p>Must answer at once. It is asked on one of the registry's workers, for each check at most once at a time: one that
 * hangs holds that thread, while the schedule goes on, and the check stays as its windows last said.
 *
 * <p>Implementations must be thread-safe.
 */
public interface MaintenanceWindow {
    /**
     * Tells whether the window is open.
     *
     * @param at an instant
     * @return when it closes, later than {@code at}; empty if it is not open
     */
    Optional<Instant> openUntil(Instant at);

    /**
     * Tells when the window opens next.
     *
     * @param at an instant
     * @return the first opening later than {@code at}; empty if it never opens again
     */
    Optional<Instant> nextOpening(Instant at);

    /**
     * What the work is, to tell a person.
     *
     * @return possibly empty
     */
    default String reason() {
        return "";
    }
}
