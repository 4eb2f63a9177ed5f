package io.github.vitals.health;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The threads of a registry: one that keeps time, and workers as they are needed. */
final class Threads implements HealthScheduler {
    private final Timekeeper timekeeper = new Timekeeper();
    private final Workers workers;

    /** At most {@code most} workers. */
    Threads(int most) {
        Driver driver = new Driver(this);
        this.workers = new Workers(most, driver, driver);
    }

    @Override
    public long read() {
        return System.nanoTime();
    }

    @Override
    public void execute(Runnable work) {
        workers.submit(work);
    }

    @Override
    public void drive(LongSupplier step) {
        timekeeper.drive(step, workers);
    }

    @Override
    public void wake() {
        timekeeper.wake();
    }

    /** Waits at most so long for the threads to end. */
    void close(Duration atMost) {
        timekeeper.close();
        try {
            timekeeper.join(atMost.dividedBy(4).toMillis());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        workers.close();
        try {
            workers.join(atMost.dividedBy(4).multipliedBy(3));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        workers.leftBehind().forEach(Round::goThrough);
    }
}
