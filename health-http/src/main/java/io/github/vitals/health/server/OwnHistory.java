package io.github.vitals.health.server;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.history.HealthHistory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of a server that was given none, in memory. It begins a moment after the server, so that the first probe
 * of a process that has just begun does not share the processor with it; or when it is first asked for. Thread-safe.
 */
final class OwnHistory implements Supplier<HealthHistory>, Runnable, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HealthServer.class);
    private static final Duration HEAD_START = Duration.ofMillis(500);

    private final HealthRegistry health;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Guarded by this. */
    private @Nullable HealthHistory begun;

    OwnHistory(HealthRegistry health) {
        this.health = health;
    }

    void start() {
        Exchanges.daemon(this, "health-server-history").start();
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // containment: without a history a server goes on
    public void run() {
        try {
            if (!closing.await(HEAD_START.toMillis(), TimeUnit.MILLISECONDS)) {
                get();
            }
        } catch (Throwable failed) {
            log.atError().setCause(failed).log("Health server failed to begin a history");
        }
    }

    @Override
    public synchronized HealthHistory get() {
        if (closing.getCount() == 0) {
            throw new IllegalStateException("server: closed (expected: open)");
        }
        HealthHistory history = begun;
        if (history == null) {
            history = HealthHistory.of(health);
            begun = history;
        }
        return history;
    }

    @Override
    public synchronized void close() {
        closing.countDown();
        if (begun != null) {
            begun.close();
        }
    }
}
