package io.github.vitals.health.jdbc;

/** What a pool counts of itself at one moment. */
record PoolCounts(int active, int idle, int total, int maximum, int waiting) {
    /** Whether the pool has lent all that it may ever have. */
    boolean exhausted() {
        return active >= maximum;
    }

    /** Whether threads wait besides. */
    boolean starving() {
        return exhausted() && waiting > 0;
    }

    /** For example {@code 8 of 8 connections in use, 3 threads waiting}. */
    String text() {
        return active + " of " + maximum + " connections in use, " + waiting + (waiting == 1 ? " thread" : " threads")
                + " waiting";
    }
}
