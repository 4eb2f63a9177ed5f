package io.github.vitals.health;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that makes time pass for an engine: starts what is due, and gives up what is late. */
final class Timekeeper implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Timekeeper.class);
    private static final long LONGEST_NAP = 60_000_000_000L;

    private @Nullable Engine engine;
    private @Nullable Workers workers;
    private final Thread thread = new Thread(this, "health-timekeeper");
    private boolean started;
    private volatile boolean closed;

    /** Sets what is driven, before the first {@link #wake}. */
    void drive(Engine engine, Workers workers) {
        this.engine = engine;
        this.workers = workers;
    }

    /** Something is due sooner than was known, or tasks wait for workers. */
    void wake() {
        if (Thread.currentThread() != thread) {
            start();
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
        Engine engine = Arguments.requireNonNull("engine", this.engine);
        Workers workers = Arguments.requireNonNull("workers", this.workers);
        while (!closed) {
            long nap = step(engine, workers);
            if (nap > 0) {
                LockSupport.parkNanos(this, Math.min(nap, LONGEST_NAP));
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // the schedule must outlive whatever one step of it throws
    private static long step(Engine engine, Workers workers) {
        try {
            long nap = engine.advance();
            if (workers.strained()) {
                workers.relieve();
                return Math.min(nap, Workers.PATIENCE.toNanos());
            }
            return nap;
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
