package io.github.vitals.health.alerts;

import io.github.vitals.health.alerting.AlertSilence;
import io.github.vitals.health.alerting.AlertSilence.Target;

/** What silences are about, and how they are kept. */
final class Silences {
    private Silences() {}

    static boolean covers(Target target, Sighting sighting) {
        return target.name().map(sighting.name()::equals).orElse(true)
                && target.tag().map(sighting.tags()::contains).orElse(true)
                && target.rule().map(sighting.rule()::equals).orElse(true);
    }

    static String record(AlertSilence silence) {
        return "silence/" + silence.id();
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
