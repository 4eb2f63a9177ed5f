package io.github.vitals.health.logging.correlation;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tasks run with what their giver knew; everything else is the target's. */
class CarryingExecutorService implements ExecutorService {
    private final ExecutorService target;

    CarryingExecutorService(ExecutorService target) {
        this.target = target;
    }

    @Override
    public void execute(Runnable task) {
        target.execute(CarryingRunnable.of(task));
    }

    @Override
    public Future<?> submit(Runnable task) {
        return target.submit(CarryingRunnable.of(task));
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
        return target.submit(CarryingRunnable.of(task), result);
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
        return target.submit(Correlation.callable(task));
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
            throws InterruptedException {
        return target.invokeAll(carrying(tasks));
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> invokeAll(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) throws InterruptedException {
        return target.invokeAll(carrying(tasks), timeout, unit);
    }

    @Override
    public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        return target.invokeAny(carrying(tasks));
    }

    @Override
    public <T extends @Nullable Object> T invokeAny(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return target.invokeAny(carrying(tasks), timeout, unit);
    }

    private static <T extends @Nullable Object> List<Callable<T>> carrying(Collection<? extends Callable<T>> tasks) {
        return tasks.stream().map(task -> Correlation.callable(task)).toList();
    }

    @Override
    public void shutdown() {
        target.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return target.shutdownNow().stream().map(CarryingRunnable::unwrap).toList();
    }

    @Override
    public boolean isShutdown() {
        return target.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return target.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return target.awaitTermination(timeout, unit);
    }

    /** From JDK 19 on part of the interface: without it, closing the common pool would wait for ever. */
    public void close() {
        Closing.close(target);
    }

    @Override
    public String toString() {
        return target.toString();
    }
}
