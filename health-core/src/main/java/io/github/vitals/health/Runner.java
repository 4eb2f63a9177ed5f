package io.github.vitals.health;

/** Where work that may block is done. */
@FunctionalInterface
interface Runner {
    /** Takes a task that throws nothing; returns at once. */
    void submit(Runnable task);
}
