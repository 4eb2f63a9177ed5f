package io.github.vitals.health.checks;

import io.github.vitals.health.HealthStatus;

/** Two limits of one figure: where it begins to be DEGRADED, and where DOWN. */
record Limits(double degraded, double down) {
    /** Limits of a figure that is bad when it is high. */
    static Limits rising(String downArgument, String degradedArgument, double degraded, double down) {
        if (down < degraded) {
            throw Arguments.invalid(
                    downArgument, Texts.number(down), "at least " + degradedArgument + ", " + Texts.number(degraded));
        }
        return new Limits(degraded, down);
    }

    /** Limits of a figure that is bad when it is low. */
    static Limits falling(String downArgument, String degradedArgument, double degraded, double down) {
        if (down > degraded) {
            throw Arguments.invalid(
                    downArgument, Texts.number(down), "at most " + degradedArgument + ", " + Texts.number(degraded));
        }
        return new Limits(degraded, down);
    }

    /** The percentages of a figure that is bad when it is high, as all builders call them. */
    static Limits percent(double degradedAt, double downAt) {
        return rising("downAt", "degradedAt", degradedAt, downAt);
    }

    HealthStatus whenHigh(double value) {
        return value >= down ? HealthStatus.DOWN : value >= degraded ? HealthStatus.DEGRADED : HealthStatus.UP;
    }

    /** As {@link #whenLow}, but a figure that has reached a limit counts. */
    HealthStatus whenAtMost(double value) {
        return value <= down ? HealthStatus.DOWN : value <= degraded ? HealthStatus.DEGRADED : HealthStatus.UP;
    }

    HealthStatus whenLow(double value) {
        return value < down ? HealthStatus.DOWN : value < degraded ? HealthStatus.DEGRADED : HealthStatus.UP;
    }
}
