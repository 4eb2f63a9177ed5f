package io.github.vitals.health.http;

import java.time.Duration;

/** When a run has to have its answer: some time before it is given up, so that it can say what it was waiting for. */
record Deadline(long start, Duration given) {
    private static final Duration LARGEST_MARGIN = Duration.ofMillis(200);

    static Deadline of(Duration remaining) {
        Duration tenth = remaining.dividedBy(10);
        Duration margin = tenth.compareTo(LARGEST_MARGIN) < 0 ? tenth : LARGEST_MARGIN;
        return new Deadline(System.nanoTime(), remaining.minus(margin));
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Zero or negative once it has passed. */
    Duration remaining() {
        return given.minus(elapsed());
    }

    /** A part of what remains, as the time for one of several things still to do. */
    Deadline share(int parts) {
        return new Deadline(System.nanoTime(), remaining().dividedBy(parts));
    }
}
