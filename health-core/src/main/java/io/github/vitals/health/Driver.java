package io.github.vitals.health;

/**
 * A scheduler as those inside know it: who asks for the time, who has work, who wants a step sooner.
 *
 * <p>A class of its own, as there are others beside it where a lambda would do: a cold JVM needs tens of milliseconds
 * for the first lambdas, and whatever starts with the application should not wait for that.
 */
record Driver(HealthScheduler scheduler) implements Ticker, Runner, Runnable {
    @Override
    public long read() {
        return scheduler.read();
    }

    @Override
    public void submit(Runnable task) {
        scheduler.execute(task);
    }

    /** Asks for a step. */
    @Override
    public void run() {
        scheduler.wake();
    }
}
