package io.github.vitals.health.logging.correlation;

import java.net.http.HttpClient;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a thread knows of its request (the whole MDC, the trace, and OpenTelemetry's context if its API is on the
 * class path) along to other threads and other services.
 *
 * <pre>{@code
 * HttpClient client = Correlation.client(HttpClient.newHttpClient());
 * ExecutorService pool = Correlation.executor(Executors.newFixedThreadPool(8));
 * }</pre>
 *
 * <p>What is taken along is a copy: what a task puts into the MDC is gone when it ends, whatever it ends with; neither the
 * thread of the pool nor the one that gave the task sees it. What the thread of the pool had before is back then. What was
 * wrapped is closed by closing the wrapper, and ends as it would by itself.
 *
 * <p>Thread-safe.
 */
public final class Correlation {
    private Correlation() {}

    /**
     * A client that adds {@code traceparent}, {@code tracestate} and {@code X-Request-Id} of the calling thread to each
     * request that has none itself. Without a trace or request id on the thread, nothing is added. Callbacks (body
     * handlers and subscribers, push promises, stages of the returned future) see the caller's MDC.
     *
     * <p>Headers stay the same when a redirect is followed. Handshakes of web sockets get none.
     *
     * @param client does the work; if closing the wrapper, from JDK 21 on, it is closed too
     * @return the client to use instead
     */
    public static HttpClient client(HttpClient client) {
        return client(client, CorrelationPolicy.standard());
    }

    /**
     * The same, with another name for the header of the request id.
     *
     * @param client does the work
     * @param policy has the name of the header
     * @return the client to use instead
     */
    public static HttpClient client(HttpClient client, CorrelationPolicy policy) {
        return client instanceof CorrelatedClient ? client : new CorrelatedClient(client, policy);
    }

    /**
     * An executor whose tasks run with what their giver knew; also for the {@code …Async} methods of
     * {@link java.util.concurrent.CompletableFuture}.
     *
     * @param executor runs the tasks
     * @return the executor to use instead
     */
    public static Executor executor(Executor executor) {
        return executor instanceof CarryingExecutor || executor instanceof CarryingExecutorService
                ? executor
                : new CarryingExecutor(executor);
    }

    /**
     * The same for a service. Tasks that {@code shutdownNow} gives back are those that {@code execute} was given;
     * rejections and cancelled futures are the service's own. A queue that sorts tasks sees wrapped ones, which have no
     * order.
     *
     * @param service runs the tasks, of any kind of thread; shut down and closed with the wrapper
     * @return the service to use instead
     */
    public static ExecutorService executor(ExecutorService service) {
        return service instanceof CarryingExecutorService ? service : new CarryingExecutorService(service);
    }

    /**
     * The same for a scheduler. A periodic task sees what was known when it was scheduled, each time anew.
     *
     * @param scheduler runs the tasks; shut down and closed with the wrapper
     * @return the scheduler to use instead
     */
    public static ScheduledExecutorService executor(ScheduledExecutorService scheduler) {
        return scheduler instanceof CarryingScheduler ? scheduler : new CarryingScheduler(scheduler);
    }

    /**
     * A task that runs with what this thread knows now, on whichever thread and as often as it is run.
     *
     * @param task what to do
     * @return the same, wrapped
     */
    public static Runnable runnable(Runnable task) {
        return CarryingRunnable.of(task);
    }

    /**
     * A task that runs with what this thread knows now, on whichever thread and as often as it is called.
     *
     * @param task what to do
     * @param <T> what it gives
     * @return the same, wrapped
     */
    public static <T extends @Nullable Object> Callable<T> callable(Callable<T> task) {
        Carried carried = Carried.now();
        return () -> carried.call(task);
    }

    /**
     * A task that runs with what this thread knows now, on whichever thread and as often as it is asked.
     *
     * @param task what to do
     * @param <T> what it gives
     * @return the same, wrapped
     */
    public static <T extends @Nullable Object> Supplier<T> supplier(Supplier<T> task) {
        Carried carried = Carried.now();
        return () -> carried.get(task);
    }
}
