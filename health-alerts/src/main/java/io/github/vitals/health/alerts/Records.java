package io.github.vitals.health.alerts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is kept, as it is now, and what of it has changed since it was last written. Not thread-safe. */
final class Records {
    private final Map<String, String> all = new LinkedHashMap<>();
    private final Map<String, String> stored = new LinkedHashMap<>();
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

    /** The store may have it, although it is not known here. */
    void erase(String name) {
        all.remove(name);
        changes.put(name, Optional.empty());
    }

    /** What was read from a store, and is there already. */
    void load(Map<String, String> kept) {
        all.putAll(kept);
        stored.putAll(kept);
    }

    /** All there is. */
    Map<String, String> all() {
        return Map.copyOf(all);
    }

    /** What the store has by now. */
    Map<String, String> stored() {
        return Map.copyOf(stored);
    }

    /** The store has something else than what was loaded: the difference is what has changed. */
    void differFrom(Map<String, String> kept) {
        stored.clear();
        stored.putAll(kept);
        changes.clear();
        all.forEach((name, text) -> {
            if (!text.equals(kept.get(name))) {
                changes.put(name, Optional.of(text));
            }
        });
        kept.keySet().stream()
                .filter(name -> !all.containsKey(name))
                .forEach(name -> changes.put(name, Optional.empty()));
    }

    Map<String, Optional<String>> changes() {
        return new LinkedHashMap<>(changes);
    }

    /** They are in the store now. */
    void written(Map<String, Optional<String>> written) {
        written.forEach((name, text) -> {
            changes.remove(name, text);
            text.ifPresentOrElse(there -> stored.put(name, there), () -> stored.remove(name));
        });
    }
}
