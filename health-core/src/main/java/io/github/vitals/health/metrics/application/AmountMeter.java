package io.github.vitals.health.metrics.application;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** Measures how much of something there was each time: how many times, how much in all, and the most of late. Thread-safe. */
public final class AmountMeter {
    private final Bounded<DistributionSummary> summaries;

    AmountMeter(MeterRegistry registry, Shape shape, String unit) {
        this.summaries = new Bounded<>(
                registry,
                shape,
                tags -> DistributionSummary.builder(shape.name())
                        .tags(tags)
                        .baseUnit(unit)
                        .description(shape.description())
                        .register(registry));
    }

    /**
     * Takes one amount.
     *
     * @param amount at least 0; what is negative, or no number, is left out
     * @param tagValues one for each tag key, in their order
     */
    public void record(double amount, @Nullable String... tagValues) {
        if (amount >= 0 && amount < Double.POSITIVE_INFINITY) {
            summaries.use(summary -> summary.record(amount), tagValues);
        }
    }
}
