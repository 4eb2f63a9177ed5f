package io.github.vitals.health.redis;

import io.github.vitals.health.CheckContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Until when a run, or a call, may wait. */
final class Deadline {
    /** Enough to say what was found before the run is given up. */
    private static final Duration MARGIN = Duration.ofMillis(50);

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    /** All of the run's time but 50 ms, or but a tenth where there is less than 500 ms. */
    static Deadline of(CheckContext context) {
        Duration remaining = context.remaining();
        Duration tenth = remaining.dividedBy(10);
        Duration usable = remaining.minus(tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN);
        return new Deadline(System.nanoTime() + usable.toNanos());
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** An earlier one, which leaves half of the time for what comes after. */
    Deadline half() {
        return new Deadline(System.nanoTime() + remaining().dividedBy(2).toNanos());
    }

    Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    <T> T await(CompletableFuture<T> awaited) throws InterruptedException, ExecutionException, TimeoutException {
        return awaited.get(remaining().toNanos(), TimeUnit.NANOSECONDS);
    }
}
