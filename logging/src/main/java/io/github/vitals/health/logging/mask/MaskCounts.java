package io.github.vitals.health.logging.mask;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How often something of each kind was masked. Thread-safe. */
final class MaskCounts {
    private final Map<MaskKind, LongAdder> counts = new EnumMap<>(MaskKind.class);

    MaskCounts() {
        for (MaskKind kind : MaskKind.values()) {
            counts.put(kind, new LongAdder());
        }
    }

    void add(MaskKind kind) {
        adder(kind).increment();
    }

    long of(MaskKind kind) {
        return adder(kind).sum();
    }

    private LongAdder adder(MaskKind kind) {
        return Objects.requireNonNull(counts.get(kind));
    }
}
