package io.github.vitals.health.alerts;

import io.github.vitals.health.alerting.AlertSilence;
import io.github.vitals.health.alerting.AlertSilence.Target;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** About what nothing is begun for a while. Told the time; not thread-safe. */
final class Silences {
    static final String PREFIX = "silence/";

    private final Records records;
    private final Map<String, AlertSilence> byId = new LinkedHashMap<>();

    Silences(Records records) {
        this.records = records;
    }

    void begin(AlertSilence silence) {
        byId.put(silence.id(), silence);
        records.put(record(silence), fields(silence));
    }

    void end(String id) {
        AlertSilence ended = byId.remove(id);
        if (ended != null) {
            records.delete(record(ended));
        }
    }

    /** Those whose time is over end. */
    void expire(Instant now) {
        for (AlertSilence each : List.copyOf(byId.values())) {
            if (!each.until().isAfter(now)) {
                end(each.id());
            }
        }
    }

    /** In the order of their ends. */
    List<AlertSilence> all() {
        return byId.values().stream()
                .sorted(Comparator.comparing(AlertSilence::until))
                .toList();
    }

    /** Until when nothing is begun about it; {@link Instant#MAX} for a quiet hour, whose end is not known here. */
    Optional<Instant> mutedUntil(Sighting sighting, Instant now) {
        Optional<Instant> silenced = byId.values().stream()
                .filter(silence -> covers(silence.target(), sighting))
                .map(AlertSilence::until)
                .filter(now::isBefore)
                .max(Comparator.naturalOrder());
        return silenced.isPresent() || !sighting.quiet() ? silenced : Optional.of(Instant.MAX);
    }

    static boolean covers(Target target, Sighting sighting) {
        return target.name().map(sighting.name()::equals).orElse(true)
                && target.tag().map(sighting.tags()::contains).orElse(true)
                && target.rule().map(sighting.rule()::equals).orElse(true);
    }

    /** What was kept, by its name in the store. */
    void load(String record, Fields fields) {
        Kept.read(record, fields, Silences::of).ifPresent(silence -> byId.put(silence.id(), silence));
    }

    private static String record(AlertSilence silence) {
        return PREFIX + silence.id();
    }

    static Fields fields(AlertSilence silence) {
        return Fields.empty()
                .put("id", silence.id())
                .put("name", silence.target().name())
                .put("tag", silence.target().tag())
                .put("rule", silence.target().rule())
                .put("until", silence.until())
                .put("by", silence.by())
                .put("reason", silence.reason());
    }

    static AlertSilence of(Fields fields) {
        return new AlertSilence(
                fields.required("id"),
                new Target(fields.text("name"), fields.text("tag"), fields.text("rule")),
                fields.requiredInstant("until"),
                fields.required("by"),
                fields.text("reason").orElse(""));
    }
}
