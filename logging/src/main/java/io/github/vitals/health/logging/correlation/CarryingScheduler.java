package io.github.vitals.health.logging.correlation;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tasks run with what their giver knew when they were scheduled, each time anew. */
final class CarryingScheduler extends CarryingExecutorService implements ScheduledExecutorService {
    private final ScheduledExecutorService target;

    CarryingScheduler(ScheduledExecutorService target) {
        super(target);
        this.target = target;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return target.schedule(CarryingRunnable.of(task), delay, unit);
    }

    @Override
    public <T extends @Nullable Object> ScheduledFuture<T> schedule(Callable<T> task, long delay, TimeUnit unit) {
        return target.schedule(Correlation.callable(task), delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long first, long period, TimeUnit unit) {
        return target.scheduleAtFixedRate(CarryingRunnable.of(task), first, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
        return target.scheduleWithFixedDelay(CarryingRunnable.of(task), first, delay, unit);
    }
}
