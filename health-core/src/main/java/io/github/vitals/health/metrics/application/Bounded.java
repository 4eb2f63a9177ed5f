package io.github.vitals.health.metrics.application;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The time series of one meter: one for each combination of tag values up to the most there may be, and one for all
 * beyond. Thread-safe.
 */
final class Bounded<M> {
    private final Shape shape;
    private final Function<List<Tag>, M> maker;
    private final Overflow overflow;
    private final Map<List<String>, M> series = new ConcurrentHashMap<>();

    /** What is beyond the bound is counted here; null until there is some. */
    private volatile @Nullable M beyond;

    /** Counts what happens. */
    static Bounded<Counter> counters(MeterRegistry registry, Shape shape) {
        return new Bounded<>(
                registry,
                shape,
                tags -> Counter.builder(shape.name())
                        .tags(tags)
                        .description(shape.description())
                        .register(registry));
    }

    Bounded(MeterRegistry registry, Shape shape, Function<List<Tag>, M> maker) {
        this.shape = shape;
        this.maker = maker;
        this.overflow = new Overflow(registry, shape.name(), shape.combinations());
        if (shape.keys().isEmpty()) {
            make(List.of());
        }
    }

    /** Does something with the series of these values. What goes wrong in a registry is told to the log and nobody else. */
    void use(Consumer<M> use, @Nullable String @Nullable ... values) {
        try {
            use.accept(of(values));
        } catch (RuntimeException refused) {
            overflow.refused(refused);
        }
    }

    private M of(@Nullable String @Nullable ... values) {
        List<String> fit = TagValues.fit(shape.keys().size(), values);
        M known = series.get(fit);
        if (known != null) {
            return known;
        }
        M full = beyond;
        return full == null ? admit(fit) : overflowing(full);
    }

    private synchronized M admit(List<String> values) {
        M admitted = series.get(values);
        if (admitted != null) {
            return admitted;
        }
        List<String> other = TagValues.other(shape.keys().size());
        if (values.equals(other) || series.size() - (series.containsKey(other) ? 1 : 0) < shape.combinations()) {
            return make(values);
        }
        M known = series.get(other);
        M full = known == null ? make(other) : known;
        beyond = full;
        return overflowing(full);
    }

    private M overflowing(M full) {
        overflow.count();
        return full;
    }

    private M make(List<String> values) {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            tags.add(Tag.of(shape.keys().get(i), values.get(i)));
        }
        M meter = maker.apply(tags);
        series.put(List.copyOf(values), meter);
        return meter;
    }
}
