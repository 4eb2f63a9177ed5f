package io.github.vitals.health.endpoint;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Where actions wait that wait for somebody far away: on a few threads of their own, which end when there is nothing to
 * do, so that those who answer probes are never held up.
 */
final class AdminThreads implements AutoCloseable {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            AlertActions.MOST_TESTS,
            KEEP_ALIVE.toSeconds(),
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            this::thread);

    private Thread thread(Runnable actions) {
        Thread thread = new Thread(actions, "health-admin-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** {@code action} throws nothing. */
    CompletionStage<HealthResponse> later(Supplier<HealthResponse> action) {
        try {
            return CompletableFuture.supplyAsync(action, threads);
        } catch (RejectedExecutionException busy) {
            return CompletableFuture.completedFuture(Problem.busy("too many tests at a time"));
        }
    }

    /** Interrupts what is under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
