package io.github.vitals.health;

import java.time.Duration;

/**
 * What one run of a check is told. Thread-safe.
 */
public interface CheckContext {
    /**
     * The name the check was registered under.
     *
     * @return never empty
     */
    String name();

    /**
     * The time until the policy's timeout, for the check to hand on to what it calls.
     *
     * @return zero once the run was given up, never negative
     */
    Duration remaining();

    /**
     * Tells whether nobody waits for this run any more: it timed out, or its check was removed.
     *
     * @return true once the run was given up
     */
    boolean cancelled();

    /**
     * A context for running a check by hand, outside a registry.
     *
     * @param name the name to run under
     * @param timeout the time the run has, from now on; at least 1 ns
     * @return a context whose time runs from now on
     * @throws IllegalArgumentException if the name or the timeout is not valid
     */
    static CheckContext of(String name, Duration timeout) {
        return new DetachedContext(name, timeout);
    }
}
