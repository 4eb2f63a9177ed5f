package io.github.vitals.health.alerts;

import io.github.vitals.health.shared.RecordLimits;
import io.github.vitals.health.shared.RecordStore;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps records as long as the process lives.
 *
 * <p>Thread-safe.
 */
final class MemoryRecords implements RecordStore {
    private final Map<String, TreeMap<String, String>> spaces = new TreeMap<>();

    @Override
    public synchronized Map<String, String> read(String space) {
        Map<String, String> records = spaces.get(RecordLimits.name("space", space));
        return records == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(records));
    }

    @Override
    public void write(String space, Map<String, Optional<String>> changes) {
        apply(new RecordBatch(RecordLimits.name("space", space), RecordLimits.changes(changes)));
    }

    synchronized void apply(RecordBatch batch) {
        Map<String, String> records = spaces.computeIfAbsent(batch.space(), space -> new TreeMap<>());
        batch.changes().forEach((key, text) -> {
            if (text.isPresent()) {
                records.put(key, text.get());
            } else {
                records.remove(key);
            }
        });
        if (records.isEmpty()) {
            spaces.remove(batch.space());
        }
    }

    /** What is under a key; empty if nothing is. */
    synchronized Optional<String> text(String space, String key) {
        return Optional.ofNullable(spaces.get(space)).map(records -> records.get(key));
    }

    /** Hands over each record as what would write it. */
    synchronized void each(RecordBatch.Receiver receiver) throws IOException {
        for (Map.Entry<String, TreeMap<String, String>> space : spaces.entrySet()) {
            for (Map.Entry<String, String> record : space.getValue().entrySet()) {
                receiver.take(new RecordBatch(space.getKey(), Map.of(record.getKey(), Optional.of(record.getValue()))));
            }
        }
    }

    /** Nothing was opened. What is kept stays until nobody refers to this. */
    @Override
    public void close() {}
}
