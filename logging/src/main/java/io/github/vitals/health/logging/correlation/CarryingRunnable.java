package io.github.vitals.health.logging.correlation;

/** A task that runs with what its maker knew. */
record CarryingRunnable(Carried carried, Runnable task) implements Runnable {
    static Runnable of(Runnable task) {
        return new CarryingRunnable(Carried.now(), task);
    }

    /** What was wrapped, if it was. */
    static Runnable unwrap(Runnable task) {
        return task instanceof CarryingRunnable carrying ? carrying.task : task;
    }

    @Override
    public void run() {
        carried.run(task);
    }

    @Override
    public String toString() {
        return task.toString();
    }
}
