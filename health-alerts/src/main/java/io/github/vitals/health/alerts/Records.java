package io.github.vitals.health.alerts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is kept, as it is now, and what of it has changed since it was last written. Not thread-safe. */
final class Records {
    private final Map<String, String> all = new LinkedHashMap<>();
    private final Map<String, Optional<String>> changes = new LinkedHashMap<>();

    void put(String name, Fields fields) {
        String text = fields.json();
        if (!text.equals(all.put(name, text))) {
            changes.put(name, Optional.of(text));
        }
    }

    void delete(String name) {
        if (all.remove(name) != null) {
            changes.put(name, Optional.empty());
        }
    }

    /** What was read from a store, and is there already. */
    void load(Map<String, String> kept) {
        all.putAll(kept);
    }

    /** All there is. */
    Map<String, String> all() {
        return Map.copyOf(all);
    }

    Map<String, Optional<String>> changes() {
        return new LinkedHashMap<>(changes);
    }

    /** They are in the store now. */
    void written(Map<String, Optional<String>> written) {
        written.forEach(changes::remove);
    }
}
