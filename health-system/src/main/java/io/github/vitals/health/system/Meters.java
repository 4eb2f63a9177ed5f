package io.github.vitals.health.system;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Meters that belong together, in one registry. A figure that is not there when its meter is made has no meter. Counters
 * count for as long as this is held: a registry holds where they count from weakly. Not thread-safe; the meters are.
 */
final class Meters implements AutoCloseable {
    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> made;
    private final List<Rising> held;

    Meters(MeterRegistry registry) {
        this(registry, Tags.empty(), new ArrayList<>(), new ArrayList<>());
    }

    private Meters(MeterRegistry registry, Tags tags, List<Meter> made, List<Rising> held) {
        this.registry = registry;
        this.tags = tags;
        this.made = made;
        this.held = held;
    }

    /** The same meters, of which those that are made from here on have these tags as well. */
    Meters tagged(String... keyValues) {
        return new Meters(registry, tags.and(keyValues), made, held);
    }

    /** What goes up and down. The unit is empty for what is only counted. */
    <T> Meters gauge(
            String name, String unit, String description, Figures<T> figures, ToDoubleFunction<? super T> figure) {
        if (!Double.isNaN(figures.value(figure))) {
            made.add(Gauge.builder(name, () -> figures.value(figure))
                    .tags(tags)
                    .baseUnit(unit.isEmpty() ? null : unit)
                    .description(description)
                    .strongReference(true)
                    .register(registry));
        }
        return this;
    }

    /** What only grows; it never falls, whatever the figures do. */
    <T> Meters counter(
            String name, String unit, String description, Figures<T> figures, ToDoubleFunction<? super T> figure) {
        if (!Double.isNaN(figures.value(figure))) {
            Rising rising = new Rising();
            ToDoubleFunction<Rising> count = counted -> counted.at(figures.value(figure));
            held.add(rising);
            made.add(FunctionCounter.builder(name, rising, count)
                    .tags(tags)
                    .baseUnit(unit.isEmpty() ? null : unit)
                    .description(description)
                    .register(registry));
        }
        return this;
    }

    @Override
    public void close() {
        made.forEach(registry::remove);
        made.clear();
        held.clear();
    }
}
