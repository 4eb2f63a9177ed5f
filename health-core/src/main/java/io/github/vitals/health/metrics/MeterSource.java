package io.github.vitals.health.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The counts of all meters that have a name and some tags, looked up at each reading, since meters come and go. */
final class MeterSource implements EventSource {
    private final MeterRegistry meters;
    private final String name;
    private final Tags tags;
    private final MeterCounts counts;
    private volatile @Nullable MeterRegistry chosen;

    MeterSource(MeterRegistry meters, String name, Tags tags, MeterCounts counts) {
        this.meters = meters;
        this.name = name;
        this.tags = tags;
        this.counts = counts;
    }

    @Override
    public Reading read() throws UnreadableEvents {
        UnreadableEvents unreadable = null;
        for (MeterRegistry candidate : candidates()) {
            try {
                List<Series> series = read(candidate);
                if (!series.isEmpty()) {
                    chosen = candidate;
                    return new Reading(candidate, series);
                }
            } catch (UnreadableEvents here) {
                unreadable = unreadable == null ? here : unreadable;
            }
        }
        if (unreadable != null) {
            throw unreadable;
        }
        return new Reading(null, List.of());
    }

    private List<Series> read(MeterRegistry registry) throws UnreadableEvents {
        List<Series> series = new ArrayList<>();
        for (Meter meter : registry.find(name).tags(tags).meters()) {
            series.add(counts.of(meter));
        }
        return series;
    }

    /**
     * The registries behind a composite, since its own meters do not tell how they count. The one that was read before
     * comes first: two registries' counts need not be the same.
     */
    private List<MeterRegistry> candidates() {
        List<MeterRegistry> all = new ArrayList<>();
        flatten(meters, all);
        MeterRegistry before = chosen;
        if (before != null && all.remove(before)) {
            all.add(0, before);
        }
        return all;
    }

    private static void flatten(MeterRegistry registry, List<MeterRegistry> all) {
        if (registry instanceof CompositeMeterRegistry composite) {
            composite.getRegistries().forEach(part -> flatten(part, all));
        } else {
            all.add(registry);
        }
    }

    @Override
    public String toString() {
        return tags.stream().findAny().isEmpty() ? name : name + tags.stream().toList();
    }
}
