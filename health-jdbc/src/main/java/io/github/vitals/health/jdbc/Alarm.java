package io.github.vitals.health.jdbc;

import io.github.vitals.health.CheckContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that set it when its time is over, unless it is closed before. It costs no thread: the JDK's own
 * timer rings it.
 */
final class Alarm implements AutoCloseable {
    private final Thread sleeper = Thread.currentThread();
    private final CompletableFuture<Void> timer = new CompletableFuture<>();
    private final CheckContext context;
    private boolean over;
    private boolean rang;

    private Alarm(CheckContext context) {
        this.context = context;
    }

    static Alarm in(Duration time, CheckContext context) {
        Alarm alarm = new Alarm(context);
        alarm.timer.completeOnTimeout(null, time.toNanos(), TimeUnit.NANOSECONDS);
        var unused = alarm.timer.thenRun(alarm::ring);
        return alarm;
    }

    private synchronized void ring() {
        if (!over) {
            rang = true;
            sleeper.interrupt();
        }
    }

    synchronized boolean rang() {
        return rang;
    }

    /** Afterwards no interruption comes from here, and none that came is left; one by the registry is. */
    @Override
    public void close() {
        timer.cancel(false);
        synchronized (this) {
            over = true;
        }
        if (rang()) {
            Thread.interrupted();
            if (context.cancelled()) {
                sleeper.interrupt();
            }
        }
    }
}
