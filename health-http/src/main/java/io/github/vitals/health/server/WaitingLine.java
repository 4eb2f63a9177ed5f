package io.github.vitals.health.server;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges that wait for a thread. A long line is served from both ends: neither those who came before a crowd wait for
 * it, nor those who come after it. Whoever is in the middle of one must not wait for the newest as well: once the first has
 * waited for a while, all threads go to the first, unless it is too late for a prober that waits for a second. Thread-safe.
 */
final class WaitingLine extends LinkedBlockingDeque<Runnable> {
    private static final long serialVersionUID = 1;
    private static final int LONG = 64;
    private static final long A_WHILE = Duration.ofMillis(250).toNanos();
    private static final long TOO_LATE = Duration.ofMillis(900).toNanos();

    private final transient LongSupplier nanoTime;

    WaitingLine(int most, LongSupplier nanoTime) {
        super(most);
        this.nanoTime = nanoTime;
    }

    /** An exchange that knows since when it waits, to be offered to the line. */
    Runnable arrival(Runnable exchange) {
        return new Arrival(exchange, nanoTime.getAsLong());
    }

    private record Arrival(Runnable exchange, long since) implements Runnable {
        @Override
        public void run() {
            exchange.run();
        }
    }

    @Override
    public @Nullable Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
        boolean newest =
                size() > LONG && !firstIsDue() && ThreadLocalRandom.current().nextBoolean();
        return newest ? pollLast(timeout, unit) : pollFirst(timeout, unit);
    }

    private boolean firstIsDue() {
        if (!(peekFirst() instanceof Arrival first)) {
            return false;
        }
        long waited = nanoTime.getAsLong() - first.since;
        return waited > A_WHILE && waited < TOO_LATE;
    }
}
