package io.github.vitals.health.metrics.application;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures how long something took, in buckets that are the objectives it may be judged by. Thread-safe. */
public final class DurationMeter {
    private final Bounded<Timer> timers;

    DurationMeter(MeterRegistry registry, Shape shape, List<Duration> objectives) {
        this.timers = new Bounded<>(
                registry,
                shape,
                tags -> Timer.builder(shape.name())
                        .tags(tags)
                        .description(shape.description())
                        .serviceLevelObjectives(objectives.toArray(new Duration[0]))
                        .register(registry));
    }

    /**
     * Takes one duration.
     *
     * @param took at least 0; what is negative, or null, is left out
     * @param tagValues one for each tag key, in their order
     */
    public void record(@Nullable Duration took, @Nullable String... tagValues) {
        if (took != null) {
            timers.use(timer -> timer.record(took), tagValues);
        }
    }
}
