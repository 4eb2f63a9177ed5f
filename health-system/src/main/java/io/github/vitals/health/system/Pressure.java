package io.github.vitals.health.system;

import java.util.Locale;

/**
 * Pressure stall information: how long some, and how long all tasks that were not idle waited for the same thing, in
 * seconds since the start.
 */
record Pressure(double some, double full) {
    /** What is waited for. */
    enum Of {
        CPU,
        MEMORY,
        IO;

        /** As the kernel names its file, and as meters name it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
