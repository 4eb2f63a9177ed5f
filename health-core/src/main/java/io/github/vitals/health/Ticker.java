package io.github.vitals.health;

/** Elapsed time in nanoseconds since some fixed moment: for how long, never for when. */
@FunctionalInterface
interface Ticker {
    long read();
}
