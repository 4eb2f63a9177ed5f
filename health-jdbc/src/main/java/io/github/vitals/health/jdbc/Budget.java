package io.github.vitals.health.jdbc;

import java.time.Duration;

/** How a run's time is shared out. */
final class Budget {
    /** Enough to say what was found before the run is given up. */
    private static final Duration MARGIN = Duration.ofMillis(50);

    private Budget() {}

    /** What may be spent on asking: all but 50 ms, or but a tenth where there is less than 500 ms. */
    static Duration lessMargin(Duration remaining) {
        Duration tenth = remaining.dividedBy(10);
        return remaining.minus(tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN);
    }
}
