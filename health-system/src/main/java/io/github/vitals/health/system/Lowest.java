package io.github.vitals.health.system;

import java.util.Arrays;

/** Of several limits the one that holds. */
final class Lowest {
    private Lowest() {}

    /** Those that are NaN or less than nothing are none; NaN where all are. */
    static double of(double... limits) {
        return Arrays.stream(limits)
                .filter(limit -> limit >= 0 && limit < Double.POSITIVE_INFINITY)
                .min()
                .orElse(Double.NaN);
    }
}
