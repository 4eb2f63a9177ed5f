package io.github.vitals.health.jdbc;

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
    private boolean over;
    private boolean rang;

    private Alarm() {}

    static Alarm in(Duration time) {
        Alarm alarm = new Alarm();
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

    /**
     * Afterwards no interruption comes from here, and none that came is left. One by the registry at the same moment is
     * lost with it; a run that was given up sees that no time remains.
     */
    @Override
    public void close() {
        timer.cancel(false);
        synchronized (this) {
            over = true;
        }
        if (rang()) {
            Thread.interrupted();
        }
    }
}
