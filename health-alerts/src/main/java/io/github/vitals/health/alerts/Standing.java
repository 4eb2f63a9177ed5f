package io.github.vitals.health.alerts;

import io.github.vitals.health.alerts.channel.AlertNotification;
import java.time.Instant;

/**
 * What a far side was last told of an alert, as far as it has said so.
 *
 * @param open whether it was told that it began, and not that it is over
 * @param reference what the far side gave when it was told that it began
 * @param last what it was told
 * @param at when
 */
record Standing(String channel, boolean open, String reference, AlertNotification last, Instant at) {
    String key() {
        return last.key();
    }

    String record() {
        return record(channel, key());
    }

    static String record(String channel, String key) {
        return "standing/" + channel + "/" + key;
    }

    Fields fields() {
        return Fields.empty()
                .put("channel", channel)
                .put("open", open)
                .put("reference", reference)
                .put("last", Notifications.fields(last))
                .put("at", at);
    }

    static Standing of(Fields fields) {
        return new Standing(
                fields.required("channel"),
                fields.truth("open"),
                fields.text("reference").orElse(""),
                Notifications.of(fields.fields("last")),
                fields.requiredInstant("at"));
    }
}
