package io.github.vitals.health.metrics.application;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** Counts what happens, told apart by tags. Using it never throws. Thread-safe. */
public final class EventCounter {
    private final Bounded<Counter> counters;

    EventCounter(MeterRegistry registry, Shape shape) {
        this.counters = Bounded.counters(registry, shape);
    }

    /**
     * Counts one.
     *
     * @param tagValues one for each tag key, in their order
     */
    public void increment(@Nullable String... tagValues) {
        counters.use(Counter::increment, tagValues);
    }

    /**
     * Counts several at once.
     *
     * @param times how many; what is negative, or no number, counts nothing
     * @param tagValues one for each tag key, in their order
     */
    public void add(double times, @Nullable String... tagValues) {
        if (times > 0 && times < Double.POSITIVE_INFINITY) {
            counters.use(counter -> counter.increment(times), tagValues);
        }
    }
}
