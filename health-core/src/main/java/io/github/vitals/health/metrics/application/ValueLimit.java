package io.github.vitals.health.metrics.application;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bound to the values of one tag of a meter that somebody else makes: what is new beyond is {@code other}, and the
 * meter's other tags stay as they are. Thread-safe.
 */
final class ValueLimit implements MeterFilter {
    private final String meter;
    private final String key;
    private final int most;
    private final Overflow overflow;
    private final Set<String> values = new HashSet<>();

    ValueLimit(MeterRegistry registry, String meter, String key, int most) {
        this.meter = meter;
        this.key = key;
        this.most = most;
        this.overflow = new Overflow(registry, meter, most);
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().equals(meter)) {
            return id;
        }
        @Nullable String value = id.getTag(key);
        if (value == null || admits(value)) {
            return id;
        }
        overflow.count();
        return id.withTag(Tag.of(key, TagValues.OTHER));
    }

    private synchronized boolean admits(String value) {
        if (values.contains(value) || value.equals(TagValues.OTHER)) {
            return true;
        }
        return values.size() < most && values.add(value);
    }
}
