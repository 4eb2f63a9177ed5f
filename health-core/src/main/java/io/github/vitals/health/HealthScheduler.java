package io.github.vitals.health;

import java.util.function.LongSupplier;

/**
 * How a registry experiences time, and where its work is done. An application needs none: a registry has its own, with
 * daemon threads. It is for tests that move time and do the work themselves; the test kit has one.
 *
 * <p>Implementations must be thread-safe if the registry is used by several threads.
 */
public interface HealthScheduler {
    /**
     * Elapsed time since some fixed moment: for how long, never for when.
     *
     * @return nanoseconds, which may overflow as those of {@link System#nanoTime()}
     */
    long read();

    /**
     * Does work that may block: runs of checks and calls of listeners.
     *
     * @param work throws nothing; may be done at once, before this method returns, or on another thread. It may be several
     *     runs, one after the other; where one of them blocks, another thread may run the same work again meanwhile, and
     *     takes up those that are left
     */
    void execute(Runnable work);

    /**
     * Is handed what makes the registry's time pass, once, before anything is run. It is to be called when the time it
     * returned has passed, and whenever {@link #wake} was called; never by two threads at once.
     *
     * @param step does what is due and returns how many nanoseconds there are until something is due again;
     *     {@link Long#MAX_VALUE} if nothing is
     */
    void drive(LongSupplier step);

    /** Something is due sooner than the last step said. May be called by any thread; does nothing if not overridden. */
    default void wake() {}
}
