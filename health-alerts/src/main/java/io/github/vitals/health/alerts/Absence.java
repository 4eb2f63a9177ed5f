package io.github.vitals.health.alerts;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What an instance did on its own, while it could not reach the others: record by record, so that it can be put together
 * with what they did.
 */
final class Absence {
    private Absence() {}

    /** One record that was changed. */
    record Change(String name, Optional<String> text, Instant at) {
        Fields fields() {
            return Fields.empty().put("name", name).put("text", text).put("at", at);
        }

        static Change of(Fields fields) {
            return new Change(fields.required("name"), fields.text("text"), fields.requiredInstant("at"));
        }
    }

    /** Puts a change into what there is: what was told last counts, and what was sent is not sent again. */
    static void apply(Change change, Map<String, String> records) {
        String present = records.get(change.name());
        boolean newer = present == null
                || Kept.read(change.name(), present, Fields::parse)
                        .map(fields -> !told(fields).isAfter(change.at()))
                        .orElse(false);
        if (newer) {
            change.text()
                    .ifPresentOrElse(text -> records.put(change.name(), text), () -> records.remove(change.name()));
        }
    }

    private static Instant told(Fields fields) {
        return fields.instant("at").or(() -> fields.instant("lastTold")).orElse(Instant.MIN);
    }
}
