package io.github.vitals.health;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that makes time pass for an engine: starts what is due, and gives up what is late. */
final class Timekeeper implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Timekeeper.class);
    private static final long LONGEST_NAP = 60_000_000_000L;
    private static final long SHORTEST_NAP = 18_000_000L;

    private final Thread thread = new Thread(this, "health-timekeeper");
    private volatile @Nullable LongSupplier step;
    private boolean started;
    private volatile boolean closed;

    /**
     * Set by whoever wakes. The thread's permit alone is not enough: a step that waits for a lock uses it up, and what
     * was said meanwhile would be slept over.
     */
    private volatile boolean woken;

    /** Sets what is done each time, before the first {@link #wake}; it returns how many nanoseconds to sleep after it. */
    void drive(LongSupplier step) {
        this.step = step;
    }

    /**
     * The same, and brings workers when tasks have to wait. Naps are never shorter than what it is worth to wake for, so
     * that what is due at nearly the same time is done in one go.
     */
    void drive(LongSupplier step, Workers workers) {
        drive(new WithWorkers(step, workers));
    }

    private record WithWorkers(LongSupplier step, Workers workers) implements LongSupplier {
        @Override
        public long getAsLong() {
            long nap = step.getAsLong();
            if (workers.strained()) {
                workers.relieve();
                return Math.min(nap, Workers.PATIENCE.toNanos());
            }
            return Math.max(nap, SHORTEST_NAP);
        }
    }

    /** Something is due sooner than was known, or tasks wait for workers. */
    void wake() {
        if (Thread.currentThread() != thread) {
            start();
            woken = true;
            LockSupport.unpark(thread);
        }
    }

    private synchronized void start() {
        if (!started && !closed) {
            started = true;
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void run() {
        while (!closed) {
            woken = false;
            long nap = step();
            if (nap > 0 && !woken && !closed) {
                LockSupport.parkNanos(this, Math.min(nap, LONGEST_NAP));
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // the schedule must outlive whatever one step of it throws
    private long step() {
        try {
            LongSupplier wanted = step;
            return wanted == null ? LONGEST_NAP : wanted.getAsLong();
        } catch (Throwable broken) {
            log.error("Health schedule step failed; going on", broken);
            return Workers.PATIENCE.toNanos();
        }
    }

    synchronized void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    void join(long millis) throws InterruptedException {
        if (started && Thread.currentThread() != thread) {
            thread.join(millis);
        }
    }
}
