package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthResult;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an instance has done without the lease, in its file until it was handed in: should the process end before, it is
 * there at the next start. What this instance sees is kept beside it. Not thread-safe.
 */
final class Diary implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HealthAlerts.class);
    private static final String ABSENCE = "absence";
    private static final String SIGHTINGS = "sightings";

    private final FileRecords file;
    private final SightingRecords sightings;
    private final Map<String, Absence.Change> changes = new LinkedHashMap<>();

    private Diary(FileRecords file, String instance) {
        this.file = file;
        this.sightings = new SightingRecords(instance);
    }

    static Diary open(FileRecords file, String instance, Instant now) {
        Diary diary = new Diary(file, instance);
        diary.sightings.continueFrom(SightingRecords.of(instance, Kept.parse(file.read(SIGHTINGS))));
        Kept.parse(file.read(ABSENCE))
                .forEach((name, fields) -> Kept.read(name, fields, Absence.Change::of)
                        .ifPresent(change -> diary.changes.put(name, change)));
        diary.takeOver(now);
        return diary;
    }

    /** What fired as this instance saw it before it was started again. */
    static Map<String, Sighting> seen(FileRecords file, String instance) {
        Map<String, Sighting> seen =
                new LinkedHashMap<>(SightingRecords.of(instance, Kept.parse(file.read(LocalKeeper.SPACE))));
        seen.putAll(SightingRecords.of(instance, Kept.parse(file.read(SIGHTINGS))));
        return seen;
    }

    /** What was kept in the file before there was a shared store is owed as ever. */
    private void takeOver(Instant now) {
        Map<String, Optional<String>> gone = new LinkedHashMap<>();
        Map<String, Optional<String>> taken = new LinkedHashMap<>();
        file.read(LocalKeeper.SPACE).forEach((name, text) -> {
            gone.put(name, Optional.empty());
            if (!name.startsWith(SightingRecords.PREFIX)) {
                taken.put(name, Optional.of(text));
            }
        });
        note(taken, name -> false, now);
        write(LocalKeeper.SPACE, gone);
    }

    void keep(Map<String, Sighting> seen) {
        Map<String, Optional<String>> written = new LinkedHashMap<>();
        sightings.changes(seen).forEach((name, fields) -> written.put(name, fields.map(Fields::json)));
        write(SIGHTINGS, written);
    }

    /**
     * Notes what was changed, by the names of records. That a message was tried in vain is nobody else's
     * business where it is {@code known}: it may have been sent by another since.
     */
    void note(Map<String, Optional<String>> changed, Predicate<String> known, Instant now) {
        Map<String, Optional<String>> noted = new LinkedHashMap<>();
        changed.forEach((name, text) -> {
            if (!name.startsWith("message/") || text.isEmpty() || !known.test(name)) {
                Absence.Change change = new Absence.Change(name, text, now);
                changes.put(name, change);
                noted.put(name, Optional.of(change.fields().json()));
            }
        });
        write(ABSENCE, noted);
    }

    boolean has(String name) {
        return changes.containsKey(name);
    }

    Collection<Absence.Change> changes() {
        return List.copyOf(changes.values());
    }

    /** All of it is known to the others. */
    void forget() {
        Map<String, Optional<String>> gone = new LinkedHashMap<>();
        file.read(ABSENCE).keySet().forEach(name -> gone.put(name, Optional.empty()));
        changes.clear();
        write(ABSENCE, gone);
    }

    @SuppressWarnings("CatchingUnchecked") // containment
    private void write(String space, Map<String, Optional<String>> written) {
        try {
            if (!written.isEmpty()) {
                file.write(space, written);
            }
        } catch (Throwable failure) {
            log.atError()
                    .addKeyValue("failure", HealthResult.down(failure).message())
                    .log("Alerts cannot be kept in the file; what is done without the shared store may be forgotten");
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
