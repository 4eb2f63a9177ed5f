package io.github.vitals.health.metrics;

import io.github.vitals.health.HealthListener;
import io.github.vitals.health.HealthRegistry;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The listener that {@link HealthMetrics} registers, for the benchmarks to call: no public type gives it away, so this
 * stands in its package. Thread-safe.
 */
public final class BoundListener {
    private BoundListener() {}

    /**
     * Binds a registry's meters as {@link HealthMetrics#bindTo} does.
     *
     * @param health the registry
     * @param meters where the meters are to be
     * @return the listener that records
     */
    public static HealthListener bind(HealthRegistry health, MeterRegistry meters) {
        Binding binding = new Binding(health, meters);
        binding.open();
        return binding;
    }
}
