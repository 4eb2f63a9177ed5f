package io.github.vitals.health.server;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the JDK's server reads requests and answers them: a bounded number of threads, none of which a client can hold.
 *
 * <p>The JDK's server reads a request on the thread that answers it, blocking, and its own limits of time are properties
 * of the whole process. So each exchange has two limits here, one until its request is read and one until it is
 * answered; past either its thread is interrupted, which closes the connection it is blocked on. When every thread is
 * taken, a new connection displaces the one that has been sending its request for longest.
 */
final class Exchanges implements Executor {
    static final int MOST = 256;

    private static final Logger log = LoggerFactory.getLogger(HealthServer.class);
    private static final Duration READING = Duration.ofSeconds(5);
    private static final Duration ANSWERING = Duration.ofSeconds(10);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final Duration HANDOVER = Duration.ofMillis(500);

    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor timer;
    private final Map<Thread, Exchange> current = new ConcurrentHashMap<>();

    /** Those whose request is still being read, oldest first, and how many are being answered; guarded by itself. */
    private final Set<Exchange> reading = new LinkedHashSet<>();

    private int answering;

    Exchanges() {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                0,
                MOST,
                KEEP_ALIVE.toSeconds(),
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> daemon(task, "health-server-" + number.incrementAndGet()),
                this::displaceOldest);
        timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "health-server-timer"));
        timer.setRemoveOnCancelPolicy(true);
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(new Exchange(task));
    }

    /** Called on an exchange's thread once its request has been read. */
    void read() {
        Exchange exchange = current.get(Thread.currentThread());
        if (exchange != null) {
            exchange.read();
        }
    }

    /** Waits for the answers under way, at most as long as given. */
    void awaitAnswers(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (reading) {
            for (long left = end - System.nanoTime(); answering > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(reading, left);
            }
        }
    }

    /** Interrupts what is under way and waits for the threads to end, at most as long as given. */
    void close(Duration atMost) throws InterruptedException {
        timer.shutdownNow();
        threads.shutdownNow();
        long end = System.nanoTime() + atMost.toNanos();
        if (!threads.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS)
                || !timer.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
            log.atWarn().log("Health server closed, and left threads behind that did not end");
        }
    }

    private void displaceOldest(Runnable newcomer, ThreadPoolExecutor pool) {
        if (pool.isShutdown() || !interruptOldest() || !handOver(newcomer, pool)) {
            throw new RejectedExecutionException("every thread is busy");
        }
    }

    private boolean interruptOldest() {
        Exchange oldest;
        synchronized (reading) {
            oldest = reading.isEmpty() ? null : reading.iterator().next();
            reading.remove(oldest);
        }
        if (oldest == null) {
            return false;
        }
        oldest.giveUpReading();
        return true;
    }

    private static boolean handOver(Runnable newcomer, ThreadPoolExecutor pool) {
        try {
            return pool.getQueue().offer(newcomer, HANDOVER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One request on one connection. */
    private final class Exchange implements Runnable {
        private final Runnable task;

        /** The thread inside the task, and nothing after it has left: so that no other exchange is interrupted. */
        private @Nullable Thread thread;

        private @Nullable Future<?> limit;
        private boolean read;

        Exchange(Runnable task) {
            this.task = task;
        }

        @Override
        @SuppressWarnings("CatchingUnchecked") // containment: the pool would write to System.err what we let go
        public void run() {
            begin();
            try {
                task.run();
            } catch (Throwable thrown) {
                log.atError().setCause(thrown).log("Health server failed to handle a connection");
            } finally {
                end();
            }
        }

        private synchronized void begin() {
            thread = Thread.currentThread();
            current.put(thread, this);
            synchronized (reading) {
                reading.add(this);
            }
            limit(READING, this::giveUpReading);
        }

        synchronized void read() {
            synchronized (reading) {
                reading.remove(this);
                answering++;
            }
            read = true;
            limit(ANSWERING, this::giveUp);
        }

        private synchronized void end() {
            current.remove(Thread.currentThread());
            thread = null;
            if (limit != null) {
                limit.cancel(false);
            }
            Thread.interrupted();
            synchronized (reading) {
                reading.remove(this);
                if (read) {
                    answering--;
                    reading.notifyAll();
                }
            }
        }

        private void limit(Duration time, Runnable giveUp) {
            if (limit != null) {
                limit.cancel(false);
            }
            if (!timer.isShutdown()) {
                limit = timer.schedule(giveUp, time.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        /** Too late if the request has just been read: then it is answered. */
        synchronized void giveUpReading() {
            if (!read) {
                giveUp();
            }
        }

        private synchronized void giveUp() {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
