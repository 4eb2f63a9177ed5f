package io.github.vitals.health.testkit;

import io.github.vitals.health.HealthScheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes when a test says so, for one registry: its schedule, its timeouts and its wall clock.
 *
 * <pre>{@code
 * ManualScheduler time = new ManualScheduler();
 * HealthRegistry health = HealthRegistry.builder().scheduler(time).clock(time)
 *         .check("db", db)
 *         .start();
 * time.pass(Duration.ofSeconds(30)); // an instant later, three runs are over
 * }</pre>
 *
 * <p>Checks and listeners are called one at a time, while the thread that passes time waits for them: when
 * {@link #pass} returns, everything that was due has happened, and what they wrote can be read. They are called on
 * daemon threads, so that a {@link ScriptedCheck} that hangs or is slow lets the test and the other checks go on; it is
 * given up when its timeout has passed in manual time, is interrupted, and is stuck if it ignores that. A check of
 * another kind that blocks is waited for in real time, 30 s at most.
 *
 * <p>The wall clock begins at 2026-01-01T00:00:00Z. Only what the registry does by itself follows manual time: where its
 * callers wait, they wait in real time. That is {@code drain(..)}, {@code awaitStartup(..)}, and {@code check()} while a
 * check hangs; give such a registry a short {@code deadline(..)}.
 *
 * <p>Thread-safe, but only a test that uses it from one thread sees the same order each time.
 */
public final class ManualScheduler implements HealthScheduler, InstantSource {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final ReentrantLock passing = new ReentrantLock();
    private final Crew crew;
    private volatile @Nullable LongSupplier step;
    private volatile boolean sooner;
    private volatile Now now = new Now(0, BEGINNING);

    /** Makes a scheduler for one registry. */
    public ManualScheduler() {
        this(Duration.ofSeconds(30));
    }

    /** {@code patience} is how long work that blocks is waited for, in real time. */
    ManualScheduler(Duration patience) {
        this.crew = new Crew(this::read, patience);
    }

    /** Elapsed time and wall clock, which may go apart. */
    private record Now(long ticks, Instant wall) {}

    // --- moved by the test

    /**
     * Lets time pass. Whatever is due on the way is done at its time and in its order, and what is due at the end too.
     *
     * @param duration zero or more; zero does what is due now
     * @throws IllegalArgumentException if the duration is negative
     * @throws IllegalStateException if no registry was built with this scheduler, if a check or a listener calls this,
     *     or if one has blocked for 30 s of real time
     */
    public void pass(Duration duration) {
        requireNotNegative(duration);
        LongSupplier registry = step;
        if (registry == null) {
            throw new IllegalStateException("registry: none (expected: one built with scheduler(..))");
        }
        if (crew.isHere()) {
            throw new IllegalStateException("pass(" + duration + "): called by a check or a listener (expected: by the"
                    + " test; a check that takes its time is ScriptedCheck.slow(..))");
        }
        passing.lock();
        try {
            crew.begin();
            passTo(read() + duration.toNanos(), registry);
        } finally {
            crew.rest();
            passing.unlock();
        }
    }

    private void passTo(long end, LongSupplier registry) {
        while (true) {
            long nap = doWhatIsDue(registry);
            long left = Math.max(0, end - read());
            if (left == 0 && nap > 0) {
                return;
            }
            move(Math.min(left, Math.min(nap, crew.untilNext())));
        }
    }

    private long doWhatIsDue(LongSupplier registry) {
        long nap;
        do {
            sooner = false;
            nap = registry.getAsLong();
            crew.look();
        } while (sooner);
        return nap;
    }

    /**
     * Moves the wall clock alone, as an operator or a time server does; elapsed time is not touched.
     *
     * @param by forwards, or backwards if negative
     */
    public synchronized void jumpWallClock(Duration by) {
        now = new Now(now.ticks, now.wall.plus(by));
    }

    /**
     * Lets time pass while nothing is done, as if the process had been suspended. What became due meanwhile is done, late,
     * when time passes again.
     *
     * @param duration zero or more
     * @throws IllegalArgumentException if the duration is negative
     */
    public void standStill(Duration duration) {
        requireNotNegative(duration);
        move(duration.toNanos());
    }

    /** From now on runs and calls of listeners wait for {@link #work}, as if no thread were free; time can pass. */
    public void hold() {
        crew.hold();
    }

    /**
     * Does what {@link #hold} has held back, and holds back nothing more.
     *
     * @throws IllegalStateException if a check or a listener has blocked for 30 s of real time
     */
    public void work() {
        crew.work();
    }

    private synchronized void move(long nanos) {
        now = new Now(now.ticks + nanos, now.wall.plusNanos(nanos));
    }

    private static void requireNotNegative(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration: " + duration + " (expected: >= 0)");
        }
    }

    // --- asked by the registry

    /**
     * The wall clock, for {@code clock(..)}.
     *
     * @return what it shows now
     */
    @Override
    public Instant instant() {
        return now.wall;
    }

    /**
     * Elapsed time.
     *
     * @return nanoseconds since this scheduler was made
     */
    @Override
    public long read() {
        return now.ticks;
    }

    /**
     * Does work before this method returns, unless it is held back, or hangs in a {@link ScriptedCheck}.
     *
     * @param work runs of checks, or calls of listeners
     * @throws IllegalStateException if the work has blocked for 30 s of real time
     */
    @Override
    public void execute(Runnable work) {
        crew.submit(work);
    }

    /**
     * Is called by the registry that is built with this scheduler.
     *
     * @param step does what is due
     * @throws IllegalStateException the second time: two registries cannot share one time
     */
    @Override
    public synchronized void drive(LongSupplier step) {
        if (this.step != null) {
            throw new IllegalStateException(
                    "scheduler: serves a registry already (expected: a new ManualScheduler for each registry)");
        }
        this.step = step;
    }

    /** Something is due sooner than the last step said; it is noticed when time passes. */
    @Override
    public void wake() {
        sooner = true;
    }
}
