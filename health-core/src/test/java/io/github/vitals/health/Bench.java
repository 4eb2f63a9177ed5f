package io.github.vitals.health;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** A registry whose time and work are moved by the test; runs are done on the test's own thread. */
final class Bench implements HealthScheduler, AutoCloseable {
    final ManualTime time = new ManualTime();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean held;
    private LongSupplier step = () -> Long.MAX_VALUE;
    final HealthRegistry health;

    private Bench(UnaryOperator<HealthRegistryBuilder> checks, boolean scheduled) {
        HealthRegistryBuilder builder =
                checks.apply(HealthRegistry.builder().clock(time)).scheduler(this);
        health = scheduled ? builder.start() : builder.build();
        pass(Duration.ZERO);
    }

    static Bench started(UnaryOperator<HealthRegistryBuilder> checks) {
        return new Bench(checks, true);
    }

    static Bench built(UnaryOperator<HealthRegistryBuilder> checks) {
        return new Bench(checks, false);
    }

    /** A policy without jitter, so that runs come exactly at their period. */
    static CheckPolicyBuilder exact() {
        return CheckPolicy.builder().jitter(0);
    }

    @Override
    public long read() {
        return time.read();
    }

    @Override
    public void drive(LongSupplier step) {
        this.step = step;
    }

    @Override
    public void execute(Runnable task) {
        if (held) {
            tasks.add(task);
        } else {
            task.run();
        }
    }

    /** From now on work waits for {@link #work}, as if every thread were busy. */
    void holdWork() {
        held = true;
    }

    void work() {
        held = false;
        while (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    /** One step of the schedule; returns how many nanoseconds there are until something is due. */
    long advance() {
        return step.getAsLong();
    }

    /** Lets time pass, with a step of the schedule whenever something is due. */
    void pass(Duration duration) {
        long left = duration.toNanos();
        while (true) {
            long next = advance();
            if (next > left) {
                time.pass(Duration.ofNanos(left));
                return;
            }
            time.pass(Duration.ofNanos(next));
            left -= next;
        }
    }

    CheckState state(String name) {
        return health.state(name).orElseThrow();
    }

    HealthStatus status(String name) {
        return state(name).status();
    }

    @Override
    public void close() {
        health.close();
    }
}
