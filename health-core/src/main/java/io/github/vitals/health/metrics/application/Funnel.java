package io.github.vitals.health.metrics.application;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts how many get to each step of a way. Whether somebody is counted once is for the caller to see to. Using it never
 * throws. Thread-safe.
 */
public final class Funnel {
    private static final Logger log = LoggerFactory.getLogger(Funnel.class);

    private final String name;
    private final List<String> steps;
    private final Map<String, Counter> counters = new LinkedHashMap<>();
    private final AtomicBoolean told = new AtomicBoolean();

    Funnel(MeterRegistry registry, Shape shape, List<String> steps) {
        this.name = shape.name();
        this.steps = steps;
        for (String step : steps) {
            counters.put(
                    step,
                    Counter.builder(name)
                            .tag("step", step)
                            .tag("position", Integer.toString(counters.size() + 1))
                            .description(shape.description())
                            .register(registry));
        }
    }

    List<String> steps() {
        return steps;
    }

    /**
     * Counts one that got to a step.
     *
     * @param step one of those it was made with; any other is not counted, and the first such is told to the log
     */
    public void reached(@Nullable String step) {
        Counter counter = step == null ? null : counters.get(step);
        if (counter != null) {
            counter.increment();
        } else if (told.compareAndSet(false, true)) {
            log.atWarn()
                    .addKeyValue("meter", name)
                    .addKeyValue("step", TagValues.fit(step))
                    .addKeyValue("steps", steps)
                    .log("A step is none of its funnel's; it is not counted");
        }
    }
}
