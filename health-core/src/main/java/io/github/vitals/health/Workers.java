package io.github.vitals.health;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Daemon threads that run checks. One worker takes task after task as long as they are quick; when tasks wait longer
 * than {@link #PATIENCE} because the workers are busy, {@link #relieve} brings more, up to the bound. So a thousand
 * quick checks need one thread, and checks that block run side by side.
 */
final class Workers implements Runner {
    /** How long a task may wait before another worker is brought. */
    static final Duration PATIENCE = Duration.ofMillis(1);

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

    private final int most;
    private final Ticker ticker;
    private final Runnable onBacklog;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Deque<Worker> idle = new ArrayDeque<>();
    private final Set<Worker> all = new HashSet<>();

    /** Workers that were called and have not taken a task yet. */
    private int called;

    private int started;
    private int reinforcement = 1;

    /** When a task was last taken, or workers were last called. */
    private long lastStep;

    private boolean closed;

    /** At most {@code most} threads; {@code onBacklog} is run when a task has to wait, so that somebody relieves. */
    Workers(int most, Ticker ticker, Runnable onBacklog) {
        this.most = most;
        this.ticker = ticker;
        this.lastStep = ticker.read();
        this.onBacklog = onBacklog;
    }

    @Override
    public void submit(Runnable task) {
        boolean backlog;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            tasks.add(task);
            if (called == 0 && (idle.size() == all.size() || stalled())) {
                call();
                lastStep = ticker.read();
            }
            backlog = uncalledFor() && canGrow();
        } finally {
            lock.unlock();
        }
        if (backlog) {
            onBacklog.run();
        }
    }

    /** Whether tasks wait and more workers could be had: then {@link #relieve} wants to be called soon. */
    boolean strained() {
        lock.lock();
        try {
            return uncalledFor() && canGrow();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Brings more workers if tasks have been waiting; each time twice as many, until none wait. As long as workers that
     * were called have not come, it is processors that are missing, and more threads would only make that worse.
     */
    void relieve() {
        lock.lock();
        try {
            if (tasks.isEmpty() || called > 0 || !stalled()) {
                return;
            }
            for (int more = Math.min(reinforcement, tasks.size()); more > 0 && canGrow(); more--) {
                call();
            }
            reinforcement = Math.min(2 * reinforcement, most);
            lastStep = ticker.read();
        } finally {
            lock.unlock();
        }
    }

    int threads() {
        lock.lock();
        try {
            return all.size();
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts what runs and ends every thread that can be ended. */
    void close() {
        lock.lock();
        try {
            closed = true;
            tasks.clear();
            idle.clear();
            for (Worker worker : all) {
                worker.summoned.signal();
                worker.thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the threads to end; what does not end by itself is left behind as a daemon. */
    void join(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (Worker worker : snapshot()) {
            long left = end - System.nanoTime();
            if (left <= 0 || worker.thread == Thread.currentThread()) {
                continue;
            }
            worker.thread.join(Duration.ofNanos(left).toMillis() + 1);
        }
    }

    private Set<Worker> snapshot() {
        lock.lock();
        try {
            return Set.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    /** Whether every busy worker has been at its task for longer than the patience. */
    private boolean stalled() {
        return ticker.read() - lastStep >= PATIENCE.toNanos();
    }

    /** Whether there are more tasks than workers on their way to take them. */
    private boolean uncalledFor() {
        return tasks.size() > called;
    }

    private boolean canGrow() {
        return !idle.isEmpty() || all.size() < most;
    }

    /** Wakes the worker that has been idle for the shortest time, else starts one, if the bound allows. */
    private void call() {
        Worker worker = idle.pollLast();
        if (worker != null) {
            called++;
            worker.called = true;
            worker.summoned.signal();
        } else if (all.size() < most) {
            called++;
            new Worker(++started).start();
        }
    }

    private final class Worker implements Runnable {
        private final Condition summoned = lock.newCondition();
        private final Thread thread;
        private boolean called = true;

        Worker(int number) {
            thread = new Thread(this, "health-worker-" + number);
            thread.setDaemon(true);
        }

        /** Where the machine has no thread to give, the task waits for a worker that there is. */
        void start() {
            all.add(this);
            try {
                thread.start();
            } catch (OutOfMemoryError noThread) {
                all.remove(this);
                called = false;
                Workers.this.called--;
            }
        }

        @Override
        public void run() {
            for (Runnable task = take(); task != null; task = take()) {
                task.run();
            }
        }

        /** The next task; null when this worker is no longer needed. */
        private @Nullable Runnable take() {
            lock.lock();
            try {
                Runnable task = poll();
                while (task == null && !closed && awaitCall()) {
                    task = poll();
                }
                if (task == null) {
                    all.remove(this);
                }
                return task;
            } finally {
                lock.unlock();
            }
        }

        private @Nullable Runnable poll() {
            if (called) {
                called = false;
                Workers.this.called--;
            }
            Runnable task = tasks.poll();
            if (task != null) {
                lastStep = ticker.read();
            }
            if (tasks.isEmpty()) {
                reinforcement = 1;
            }
            return task;
        }

        private boolean awaitCall() {
            idle.addLast(this);
            long left = KEEP_ALIVE.toNanos();
            try {
                while (!called && !closed && left > 0) {
                    left = summoned.awaitNanos(left);
                }
            } catch (InterruptedException notForUs) {
                // Only close() interrupts an idle worker, and closed is looked at next.
            }
            idle.remove(this);
            return called;
        }
    }
}
