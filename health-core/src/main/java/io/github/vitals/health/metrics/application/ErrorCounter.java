package io.github.vitals.health.metrics.application;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Counts what failed, by what was tried and by the kind of error. Texts of exceptions, which may hold anything, are never
 * used. Using it never throws. Thread-safe.
 */
public final class ErrorCounter {
    private static final int DEEPEST = 10;

    private final Bounded<Counter> counters;

    ErrorCounter(MeterRegistry registry, Shape shape) {
        this.counters = Bounded.counters(registry, shape);
    }

    /**
     * Counts a failure by its class, without its package. What only passes on what another thread threw is told by its
     * cause.
     *
     * @param operation what was tried, as {@code charge}
     * @param thrown what came of it
     */
    public void record(@Nullable String operation, @Nullable Throwable thrown) {
        counters.use(Counter::increment, operation, thrown == null ? null : kind(thrown));
    }

    /**
     * Counts a failure by a reason of the application's own.
     *
     * @param operation what was tried, as {@code charge}
     * @param reason one of few, as {@code declined}
     */
    public void record(@Nullable String operation, @Nullable String reason) {
        counters.use(Counter::increment, operation, reason);
    }

    private static String kind(Throwable thrown) {
        Throwable told = thrown;
        for (int depth = 0; depth < DEEPEST && passesOn(told) && told.getCause() != null; depth++) {
            told = told.getCause();
        }
        String simple = told.getClass().getSimpleName();
        return simple.isEmpty() ? told.getClass().getName() : simple;
    }

    private static boolean passesOn(Throwable thrown) {
        return thrown instanceof CompletionException || thrown instanceof ExecutionException;
    }
}
