package io.github.vitals.health.http;

import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The client of all checks that were given none.
 *
 * <p>Held weakly, because a client of JDK 17 cannot be closed: it ends by itself when nobody holds it any more, and only
 * the checks do.
 */
final class SharedClient {
    private static final int THREADS = 4;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    private static WeakReference<HttpClient> held = new WeakReference<>(null);

    private SharedClient() {}

    static synchronized HttpClient get() {
        HttpClient client = held.get();
        if (client == null) {
            client = HttpClient.newBuilder()
                    .followRedirects(Redirect.NEVER)
                    .executor(executor())
                    .build();
            held = new WeakReference<>(client);
        }
        return client;
    }

    private static Executor executor() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                KEEP_ALIVE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> daemon(task, number.incrementAndGet()));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static Thread daemon(Runnable task, int number) {
        Thread thread = new Thread(task, "health-http-" + number);
        thread.setDaemon(true);
        // Whoever makes the first check must not have its class loader kept by our threads.
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return thread;
    }
}
