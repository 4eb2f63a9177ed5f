package io.github.vitals.health.logging.correlation;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What a thread knows of its request, to be known by another thread for the length of one task. Immutable. */
final class Carried {
    private final @Nullable Map<String, String> mdc;
    private final @Nullable Correlated correlated;
    private final @Nullable Supplier<Runnable> tracer;

    private Carried(
            @Nullable Map<String, String> mdc, @Nullable Correlated correlated, @Nullable Supplier<Runnable> tracer) {
        this.mdc = mdc;
        this.correlated = correlated;
        this.tracer = tracer;
    }

    /** From the calling thread. */
    static Carried now() {
        return new Carried(
                MDC.getCopyOfContextMap(), Correlated.current(), Tracer.PRESENT ? OpenTelemetry.carried() : null);
    }

    /** Into the calling thread, until that is given back what it had before. */
    Before open() {
        Before before =
                new Before(MDC.getCopyOfContextMap(), Correlated.current(), tracer == null ? null : tracer.get());
        put(mdc, correlated);
        return before;
    }

    private static void put(@Nullable Map<String, String> mdc, @Nullable Correlated correlated) {
        if (mdc == null || mdc.isEmpty()) {
            MDC.clear();
        } else {
            MDC.setContextMap(mdc);
        }
        Correlated.current(correlated);
    }

    void run(Runnable task) {
        Before before = open();
        try {
            task.run();
        } finally {
            before.restore();
        }
    }

    <T extends @Nullable Object> T get(Supplier<T> task) {
        Before before = open();
        try {
            return task.get();
        } finally {
            before.restore();
        }
    }

    <T extends @Nullable Object> T call(Callable<T> task) throws Exception {
        Before before = open();
        try {
            return task.call();
        } finally {
            before.restore();
        }
    }

    /** What was there before. */
    record Before(
            @Nullable Map<String, String> mdc,
            @Nullable Correlated correlated,
            @Nullable Runnable tracer) {
        void restore() {
            if (tracer != null) {
                tracer.run();
            }
            put(mdc, correlated);
        }
    }
}
