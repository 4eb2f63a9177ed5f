package io.github.vitals.health.system;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meters of devices of one kind, which come and go with them. At most 64 are shown. Thread-safe. */
final class Devices<T> implements AutoCloseable {
    static final int MOST = 64;

    private static final Logger log = LoggerFactory.getLogger(SystemMetrics.class);

    private final String kind;
    private final MeterRegistry registry;
    private final Figures<Map<String, T>> present;
    private final Adder<T> adder;
    private final Map<String, Meters> shown = new HashMap<>();
    private boolean full;
    private boolean closed;

    /** Makes the meters of one device. */
    @FunctionalInterface
    interface Adder<T> {
        void add(Meters meters, String name, Figures<T> figures);
    }

    Devices(String kind, MeterRegistry registry, Figures<Map<String, T>> present, Adder<T> adder) {
        this.kind = kind;
        this.registry = registry;
        this.present = present;
        this.adder = adder;
    }

    /** Makes meters of those that have come, and removes those of the ones that are gone. */
    synchronized void follow() {
        Map<String, T> now = present.now().orElse(Map.of());
        shown.entrySet().removeIf(entry -> {
            boolean gone = !now.containsKey(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
        now.keySet().stream()
                .filter(name -> !closed && !shown.containsKey(name))
                .forEach(this::show);
    }

    private void show(String name) {
        if (shown.size() < MOST) {
            Meters meters = new Meters(registry);
            shown.put(name, meters);
            adder.add(meters, name, () -> present.now().flatMap(all -> Optional.ofNullable(all.get(name))));
        } else if (!full) {
            full = true;
            log.atWarn()
                    .addKeyValue("kind", kind)
                    .addKeyValue("shown", MOST)
                    .log("There are more devices of a kind than meters are made of");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        shown.values().forEach(Meters::close);
        shown.clear();
    }
}
