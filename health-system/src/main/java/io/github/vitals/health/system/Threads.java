package io.github.vitals.health.system;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that looks at what comes and goes, and one that reads file systems; and one more for each that hangs. */
final class Threads implements AutoCloseable {
    static final Duration PERIOD = Duration.ofSeconds(10);

    /** As many file systems may hang before no other one is read. */
    static final int MOST_HANGING = 3;

    private static final Logger log = LoggerFactory.getLogger(SystemMetrics.class);
    private static final long IDLE_SECONDS = 60;

    private final ScheduledExecutorService looking =
            new ScheduledThreadPoolExecutor(1, work -> daemon("system-metrics", work));
    private final ThreadPoolExecutor reading = new ThreadPoolExecutor(
            0,
            MOST_HANGING + 1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> daemon("system-metrics-files", work));
    private boolean failed;

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** For what may hang. */
    Executor reading() {
        return reading;
    }

    /** Looks at once, and every 10 s. */
    void look(Runnable look) {
        Future<?> unused =
                looking.scheduleWithFixedDelay(() -> guarded(look), 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A schedule ends without a word when its work throws. */
    @SuppressWarnings("CatchingUnchecked")
    private void guarded(Runnable look) {
        try {
            look.run();
        } catch (Throwable thrown) {
            if (!failed) {
                failed = true;
                log.atError().setCause(thrown).log("Meters of devices could not be brought up to date");
            }
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
        reading.shutdownNow();
    }
}
