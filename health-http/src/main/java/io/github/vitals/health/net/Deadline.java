package io.github.vitals.health.net;

import io.github.vitals.health.CheckContext;
import java.time.Duration;

/** The instant by which something is to be done. Immutable. */
final class Deadline {
    /** What is kept back, at most, of the time a run has, so that the answer comes before the run is given up. */
    private static final Duration LARGEST_MARGIN = Duration.ofMillis(200);

    private final long end;
    private final Duration given;

    private Deadline(Duration given) {
        this.given = given;
        this.end = System.nanoTime() + given.toNanos();
    }

    static Deadline of(CheckContext context) {
        Duration remaining = context.remaining();
        Duration tenth = remaining.dividedBy(10);
        return in(remaining.minus(tenth.compareTo(LARGEST_MARGIN) < 0 ? tenth : LARGEST_MARGIN));
    }

    static Deadline in(Duration given) {
        return new Deadline(given);
    }

    /** Never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    boolean passed() {
        return left().isZero();
    }

    /** What each of so many may take that share what is left. */
    Deadline share(int among) {
        return in(left().dividedBy(among));
    }

    Deadline atMost(Duration limit) {
        Duration left = left();
        return in(left.compareTo(limit) < 0 ? left : limit);
    }

    /** The time there was from the beginning, for people. */
    String within() {
        long millis = given.toMillis();
        return millis < 1000 ? "within " + millis + " ms" : "within " + Math.round(millis / 100.0) / 10.0 + " s";
    }
}
