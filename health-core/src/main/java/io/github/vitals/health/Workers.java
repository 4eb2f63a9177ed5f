package io.github.vitals.health;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
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
    private static final int LOOKS_PER_READING = 32;

    private final int most;
    private final Ticker ticker;
    private final Runnable onBacklog;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Deque<Worker> idle = new ArrayDeque<>();
    private final Set<Worker> all = new HashSet<>();
    private final WorkerThreads threads = new WorkerThreads();

    /**
     * Where a task is handed to a worker that has just done one that somebody waited for, and looks for another before
     * it goes to sleep: null if there is none, {@link Nothing#LINGERING} while it looks.
     */
    private final AtomicReference<@Nullable Runnable> counter = new AtomicReference<>();

    /** Workers that were called and have not taken a task yet. */
    private int called;

    private int started;
    private int reinforcement = 1;

    /** How far the rounds had come when that was last looked at. */
    private long progress;

    /** When a task was last taken, or workers were last called. */
    private long lastStep;

    private volatile boolean closed;

    /** At most {@code most} threads; {@code onBacklog} is run when a task has to wait, so that somebody relieves. */
    Workers(int most, Ticker ticker, Runnable onBacklog) {
        this.most = most;
        this.ticker = ticker;
        this.lastStep = ticker.read();
        this.onBacklog = onBacklog;
    }

    @Override
    public void submit(Runnable task) {
        if (counter.get() == Nothing.LINGERING && counter.compareAndSet(Nothing.LINGERING, task)) {
            return;
        }
        boolean backlog;
        lock.lock();
        try {
            if (closed && all.isEmpty()) {
                return;
            }
            tasks.add(task);
            if (!closed && called == 0 && (idle.size() == all.size() || stalled())) {
                call();
                lastStep = ticker.read();
            }
            backlog = !attended(task) && uncalledFor() && canGrow();
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
            return canGrow() && (uncalledFor() || !stalledRounds().isEmpty());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Brings more workers if tasks have been waiting; each time twice as many, until none wait. As long as workers that
     * were called have not come, it is processors that are missing, and more threads would only make that worse.
     *
     * <p>A round that has more checks to run than the one its worker is stalled in is a task for each of the others.
     */
    void relieve() {
        lock.lock();
        try {
            List<Round> rounds = stalledRounds();
            int waiting = tasks.size();
            for (Round round : rounds) {
                waiting += round.left();
            }
            if (waiting == 0 || called > 0 || progressed() || !stalled()) {
                return;
            }
            for (int more = Math.min(reinforcement, waiting); more > 0 && canGrow(); more--) {
                if (tasks.size() <= called && !rounds.isEmpty()) {
                    tasks.add(rounds.get(more % rounds.size()));
                }
                call();
            }
            reinforcement = Math.min(2 * reinforcement, most);
            lastStep = ticker.read();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a check of some round has been begun since this was last asked. */
    private boolean progressed() {
        long now = 0;
        for (Worker worker : all) {
            Runnable task = worker.task;
            now += task instanceof Round round ? round.next : 0;
        }
        boolean moved = now != progress;
        progress = now;
        if (moved) {
            lastStep = ticker.read();
        }
        return moved;
    }

    private List<Round> stalledRounds() {
        List<Round> rounds = new ArrayList<>();
        for (Worker worker : all) {
            if (worker.task instanceof Round round && round.left() > 0 && !rounds.contains(round)) {
                rounds.add(round);
            }
        }
        return rounds;
    }

    private boolean hasTasks() {
        lock.lock();
        try {
            return !tasks.isEmpty();
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

    /** What there is to do is done, by now only telling and letting go, and then the threads end. */
    void close() {
        lock.lock();
        try {
            closed = true;
            all.forEach(worker -> worker.summoned.signal());
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the threads to end, and interrupts those that do not; the last are left behind as daemons. */
    void join(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        join(end - atMost.toNanos() / 2);
        snapshot().forEach(worker -> worker.thread.interrupt());
        join(end);
    }

    /** The rounds that no worker came to before the end, and that somebody still waits for. */
    List<Round> leftBehind() {
        lock.lock();
        try {
            List<Round> waited = new ArrayList<>();
            for (Runnable task : tasks) {
                if (attended(task)) {
                    waited.add((Round) task);
                }
            }
            tasks.clear();
            return waited;
        } finally {
            lock.unlock();
        }
    }

    private void join(long end) throws InterruptedException {
        for (Worker worker : snapshot()) {
            long left = end - System.nanoTime();
            if (left > 0 && worker.thread != Thread.currentThread()) {
                worker.thread.join(Duration.ofNanos(left).toMillis() + 1);
            }
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

    private static boolean attended(Runnable task) {
        return task instanceof Round round && round.somebodyWaited();
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

    /** Stands where a task is handed over, while a worker looks there for one. */
    private enum Nothing implements Runnable {
        LINGERING;

        @Override
        public void run() {
            // Nothing is what it stands for.
        }
    }

    private final class Worker implements Runnable {
        private final Condition summoned = lock.newCondition();
        private final Thread thread;
        private boolean called = true;

        /** What it is at; also looked at by those who hold the lock. */
        private volatile @Nullable Runnable task;

        Worker(int number) {
            thread = threads.make(this, number, all.isEmpty());
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
            for (Runnable next = take(); next != null; next = next(next)) {
                task = next;
                next.run();
                task = null;
            }
        }

        private @Nullable Runnable next(Runnable done) {
            Runnable handed = attended(done) ? linger() : null;
            return handed == null ? take() : handed;
        }

        /** Looks for a short time whether whoever waited comes back for more. */
        private @Nullable Runnable linger() {
            if (Round.SPIN == 0 || !counter.compareAndSet(null, Nothing.LINGERING)) {
                return null;
            }
            // Who comes from now on sees that somebody looks; who came before has left a task.
            long end = hasTasks() ? System.nanoTime() : System.nanoTime() + Round.SPIN;
            do {
                for (int look = 0; look < LOOKS_PER_READING; look++) {
                    if (counter.get() != Nothing.LINGERING) {
                        return counter.getAndSet(null);
                    }
                    Thread.onSpinWait();
                }
            } while (System.nanoTime() - end < 0 && !closed);
            Runnable handed = counter.getAndSet(null);
            return handed == Nothing.LINGERING ? null : handed;
        }

        /** The next task; null when this worker is no longer needed. */
        private @Nullable Runnable take() {
            lock.lock();
            try {
                Runnable task = poll();
                while (task == null && !closed && (awaitCall() || closed)) {
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
