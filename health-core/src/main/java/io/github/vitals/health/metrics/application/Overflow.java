package io.github.vitals.health.metrics.application;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What does not go well with one meter: it is counted where it can be, and told to the log once. Thread-safe. */
final class Overflow {
    private static final Logger log = LoggerFactory.getLogger(ApplicationMetrics.class);

    private final MeterRegistry registry;
    private final String meter;
    private final int limit;
    private volatile @Nullable Counter counter;
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicBoolean toldOfRefusal = new AtomicBoolean();

    Overflow(MeterRegistry registry, String meter, int limit) {
        this.registry = registry;
        this.meter = meter;
        this.limit = limit;
    }

    void count() {
        Counter known = counter;
        if (known == null) {
            // Registered twice it is the same.
            known = Counter.builder("metrics.overflow")
                    .tag("meter", meter)
                    .description("What was counted as other since its meter had as many time series as it may have")
                    .register(registry);
            counter = known;
        }
        known.increment();
        if (told.compareAndSet(false, true)) {
            log.atWarn()
                    .addKeyValue("meter", meter)
                    .addKeyValue("limit", limit)
                    .log("A meter has as many time series as it may have; what is new is counted as other");
        }
    }

    void refused(RuntimeException refusal) {
        if (toldOfRefusal.compareAndSet(false, true)) {
            log.atWarn()
                    .addKeyValue("meter", meter)
                    .setCause(refusal)
                    .log("A meter could not be used; what it would have counted is lost");
        }
    }
}
