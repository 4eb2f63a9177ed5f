package io.github.vitals.health.metrics;

import java.util.List;
import java.util.function.DoubleSupplier;

/** Two counts that the user hands in. */
record SupplierSource(DoubleSupplier total, DoubleSupplier part) implements EventSource {
    private static final String ONLY = "supplied counts";

    /** The part is read first: an event that comes in between then counts as one of all, not as bad or good alone. */
    @Override
    public Reading read() {
        double partNow = part.getAsDouble();
        return new Reading(ONLY, List.of(new Series(ONLY, total.getAsDouble(), partNow)));
    }

    @Override
    public String toString() {
        return ONLY;
    }
}
