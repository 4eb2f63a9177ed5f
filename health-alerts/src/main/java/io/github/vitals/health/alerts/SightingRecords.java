package io.github.vitals.health.alerts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one instance sees, as it is kept: a record for each alert. */
final class SightingRecords {
    /** What the names of such records begin with. */
    static final String PREFIX = "sighting/";

    private final String instance;
    private Map<String, Sighting> last = Map.of();

    SightingRecords(String instance) {
        this.instance = instance;
    }

    /** What is in the store already. */
    void continueFrom(Map<String, Sighting> kept) {
        last = Map.copyOf(kept);
    }

    private String name(String key) {
        return PREFIX + instance + "/" + key;
    }

    /** What has changed since this was last asked, by the name of its record; empty for what is over. */
    Map<String, Optional<Fields>> changes(Map<String, Sighting> sightings) {
        Map<String, Optional<Fields>> changes = new LinkedHashMap<>();
        for (Sighting each : sightings.values()) {
            Sighting before = last.get(each.key());
            if (before == null || !before.sameAs(each)) {
                changes.put(name(each.key()), Optional.of(each.fields()));
            }
        }
        last.keySet().stream()
                .filter(key -> !sightings.containsKey(key))
                .forEach(key -> changes.put(name(key), Optional.empty()));
        last = Map.copyOf(sightings);
        return changes;
    }

    /** What was kept of an instance. */
    static Map<String, Sighting> of(String instance, Map<String, Fields> kept) {
        Map<String, Sighting> sightings = new TreeMap<>();
        kept.forEach((name, fields) -> {
            if (isOf(instance, name)) {
                Kept.read(name, fields, Sighting::of).ifPresent(sighting -> sightings.put(sighting.key(), sighting));
            }
        });
        return sightings;
    }

    /** Whether a record is of what an instance sees; the name of another may begin with its name. */
    static boolean isOf(String instance, String name) {
        int key = name.lastIndexOf('/');
        return key > 0 && name.substring(0, key).equals(PREFIX + instance);
    }
}
