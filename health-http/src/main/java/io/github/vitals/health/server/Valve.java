package io.github.vitals.health.server;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go of every connection before connections leave the process too few file descriptors. The JDK's server accepts
 * whoever comes and keeps who says nothing for half a minute; with no descriptor left it takes a processor for itself
 * and answers nobody, and the application can open nothing.
 *
 * <p>It opens when three quarters of the process's descriptors are in use, or 16,384 more than at the least. It may be
 * the application that has them: so it opens again only when an eighth has been added since, or 16,384.
 */
final class Valve {
    private static final Logger log = LoggerFactory.getLogger(HealthServer.class);
    private static final long MANY = 16_384;
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration LOOK_IN_AN_ATTACK = Duration.ofMillis(10);
    private static final Duration ATTACK = Duration.ofMinutes(1);

    /** At most such a part of a processor goes into counting, which takes its time on an older Linux. */
    private static final int PART = 100;

    private final OpenFiles files;
    private final Release letGo;
    private final Thread thread = Exchanges.daemon(this::watch, "health-server-valve");
    private volatile boolean closed;

    /** The fewest since it opened. */
    private long fewest;

    Valve(OpenFiles files, Release letGo) {
        this.files = files;
        this.letGo = letGo;
        this.fewest = files.count().open();
    }

    static Valve start(OpenFiles files, Release letGo) {
        Valve valve = new Valve(files, letGo);
        valve.thread.start();
        return valve;
    }

    /** What it does when it opens. */
    @FunctionalInterface
    interface Release {
        void run() throws InterruptedException;
    }

    private void watch() {
        try {
            watchUntilClosed();
        } catch (InterruptedException stop) {
            thread.interrupt();
        }
    }

    private void watchUntilClosed() throws InterruptedException {
        long opened = System.nanoTime() - ATTACK.toNanos();
        while (!closed) {
            long before = System.nanoTime();
            boolean attacked = before - opened < ATTACK.toNanos();
            OpenFiles.Count count = files.count();
            long taken = System.nanoTime() - before;
            if (opens(count)) {
                opened = before;
                if (!attacked) {
                    tell(count);
                }
            }
            long pause = (attacked ? LOOK_IN_AN_ATTACK : LOOK).toNanos();
            LockSupport.parkNanos(this, Math.max(pause, PART * taken));
        }
    }

    /** Opens if it must. */
    boolean opens(OpenFiles.Count count) throws InterruptedException {
        fewest = Math.min(fewest, count.open());
        long more = count.open() - fewest;
        boolean nearlyAll = count.open() > count.most() / 4 * 3 && more > count.most() / 8;
        boolean opens = nearlyAll || more > MANY;
        if (opens) {
            letGo.run();
            fewest = files.count().open();
        }
        return opens;
    }

    private static void tell(OpenFiles.Count count) {
        log.atWarn()
                .addKeyValue("process.open_file_descriptor.count", count.open())
                .addKeyValue("process.open_file_descriptor.limit", count.most())
                .log("Health server closed all its connections, and may do so again: there were too many, or too many"
                        + " files are open in this process; said once a minute at most");
    }

    void close() throws InterruptedException {
        closed = true;
        LockSupport.unpark(thread);
        thread.join();
    }
}
