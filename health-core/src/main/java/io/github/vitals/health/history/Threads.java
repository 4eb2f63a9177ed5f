package io.github.vitals.health.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of one history: one that beats, and one that writes where there is a store. Daemons. */
final class Threads {
    private static final Logger log = LoggerFactory.getLogger(HealthHistory.class);

    private final List<Thread> started = new ArrayList<>();
    private final ScheduledExecutorService beating =
            Executors.newSingleThreadScheduledExecutor(work -> daemon("vitals-history", work));

    void everySecond(Runnable beat) {
        Future<?> unused = beating.scheduleAtFixedRate(() -> guarded(beat), 1, 1, TimeUnit.SECONDS);
    }

    /** A schedule ends without a word when its work throws. */
    @SuppressWarnings("CatchingUnchecked")
    private static void guarded(Runnable beat) {
        try {
            beat.run();
        } catch (Throwable thrown) {
            log.atError().setCause(thrown).log("History could not account for a second");
        }
    }

    void start(String name, Runnable work) {
        Thread thread = daemon(name, work);
        started.add(thread);
        thread.start();
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Lets them end by themselves for a while, then interrupts them. An interrupted caller does not wait. */
    void end(Duration atMost) {
        beating.shutdownNow();
        long end = System.nanoTime() + atMost.toNanos();
        for (Thread thread : started) {
            try {
                thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
            thread.interrupt();
        }
    }
}
