package io.github.vitals.health.outbound;

import io.github.vitals.health.CheckContext;
import java.time.Duration;

/** The instant by which something is to be done. Immutable. */
public final class Deadline {
    /** What is kept back, at most, of the time a run has, so that the answer comes before the run is given up. */
    private static final Duration LARGEST_MARGIN = Duration.ofMillis(200);

    private final long start;
    private final Duration given;

    private Deadline(Duration given) {
        this.given = given;
        this.start = System.nanoTime();
    }

    public static Deadline of(CheckContext context) {
        Duration remaining = context.remaining();
        Duration tenth = remaining.dividedBy(10);
        return in(remaining.minus(tenth.compareTo(LARGEST_MARGIN) < 0 ? tenth : LARGEST_MARGIN));
    }

    public static Deadline in(Duration given) {
        return new Deadline(given);
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Never negative. */
    public Duration left() {
        Duration left = given.minus(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    public boolean passed() {
        return left().isZero();
    }

    /** What each of so many may take that share what is left. */
    public Deadline share(int among) {
        return in(left().dividedBy(among));
    }

    public Deadline atMost(Duration limit) {
        Duration left = left();
        return in(left.compareTo(limit) < 0 ? left : limit);
    }

    /** The time there was from the beginning, for people. */
    public String within() {
        long millis = given.toMillis();
        return millis < 1000 ? "within " + millis + " ms" : "within " + Math.round(millis / 100.0) / 10.0 + " s";
    }
}
