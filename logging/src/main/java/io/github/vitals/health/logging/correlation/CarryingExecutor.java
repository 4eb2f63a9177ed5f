package io.github.vitals.health.logging.correlation;

import java.util.concurrent.Executor;

/** Tasks run with what their giver knew. */
record CarryingExecutor(Executor target) implements Executor {
    @Override
    public void execute(Runnable task) {
        target.execute(CarryingRunnable.of(task));
    }
}
