package io.github.vitals.health.logging.correlation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The answer of a client, whose callbacks see what the caller knew, whichever thread they run on. */
final class CarryingFuture<T extends @Nullable Object> extends CompletableFuture<T> {
    private final Carried carried;
    private final CompletableFuture<?> exchange;

    private CarryingFuture(Carried carried, CompletableFuture<?> exchange) {
        this.carried = carried;
        this.exchange = exchange;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what fails fails the future that is returned
    static <T> CompletableFuture<T> of(Carried carried, CompletableFuture<T> exchange) {
        CarryingFuture<T> future = new CarryingFuture<>(carried, exchange);
        exchange.whenComplete((answer, failure) -> carried.run(() -> {
            if (failure == null) {
                future.complete(answer);
            } else {
                future.completeExceptionally(failure);
            }
        }));
        return future;
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new CarryingFuture<>(carried, exchange);
    }

    @Override
    public Executor defaultExecutor() {
        Executor usual = super.defaultExecutor();
        return task -> usual.execute(new CarryingRunnable(carried, task));
    }

    /** Ends the exchange too, from each stage, as the client's own futures do. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        exchange.cancel(mayInterruptIfRunning);
        return cancelled;
    }
}
