package io.github.vitals.health.benchmarks;

/** A library with N checks registered, each always up. */
interface Contender extends AutoCloseable {
    /** Brings every check up to date and returns the library's own report. */
    Object evaluate();

    @Override
    default void close() {}
}
