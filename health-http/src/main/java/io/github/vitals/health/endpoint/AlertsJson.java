package io.github.vitals.health.endpoint;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.AlertBoard;
import io.github.vitals.health.alerting.AlertChannelHealth;
import io.github.vitals.health.alerting.AlertDelivery;
import io.github.vitals.health.alerting.AlertSilence;
import io.github.vitals.health.alerting.AlertTestAnswer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Alerts as JSON; fields without a value are left out. */
final class AlertsJson {
    /** How much of an answer each list may take, in bytes; together with what is around them, it is {@link Checks#LONGEST}. */
    private static final int ALERTS = 640 << 10;

    private static final int SILENCES = 128 << 10;
    private static final int DELIVERIES = 192 << 10;
    private static final int CHANNELS = 56 << 10;

    private AlertsJson() {}

    /** All that there is of alerts. */
    static byte[] board(AlertBoard board) {
        Items alerts = Items.fitting(board.active(), ALERTS, AlertsJson::alert);
        Items silences = Items.fitting(board.silences(), SILENCES, AlertsJson::silence);
        Items channels = Items.fitting(board.channels(), CHANNELS, AlertsJson::channel);
        Items deliveries = Items.fitting(board.deliveries(), DELIVERIES, AlertsJson::delivery);
        return Json.document(json -> {
            alerts.write(json, "alerts");
            silences.write(json, "silences");
            channels.write(json, "channels");
            deliveries.write(json, "deliveries");
        });
    }

    private static String alert(ActiveAlert alert, boolean whole) {
        return Json.object(json -> {
            head(json, alert);
            json.field("scope", alert.scope());
            json.field("severity", alert.severity().label());
            json.field("state", word(alert.state()));
            json.field("since", alert.since());
            json.present("reason", alert.reason().map(FailureReason::label));
            text(json, "message", alert.message(), whole);
            json.present("lead", alert.lead());
            if (alert.affected() > 0) {
                json.field("affected", alert.affected());
            }
            alert.acknowledged()
                    .ifPresent(by -> json.object("acknowledged", it -> {
                        it.field("by", by.by());
                        it.field("at", by.at());
                    }));
            json.present("silencedUntil", alert.silencedUntil());
            texts(json, "labels", alert.labels());
            texts(json, "links", alert.links());
        });
    }

    /** Which one somebody looks after: a board may take a moment to show it. */
    static String acknowledged(ActiveAlert alert, String by) {
        return Json.object(json -> {
            head(json, alert);
            json.field("by", by);
        });
    }

    private static void head(Json json, ActiveAlert alert) {
        json.field("key", alert.key());
        json.field("rule", alert.rule());
        json.field("subject", word(alert.subject()));
        json.field("name", alert.name());
    }

    static String silence(AlertSilence silence, boolean whole) {
        return Json.object(json -> {
            json.field("id", silence.id());
            json.present("name", silence.target().name());
            json.present("tag", silence.target().tag());
            json.present("rule", silence.target().rule());
            json.field("until", silence.until());
            json.field("by", silence.by());
            text(json, "reason", silence.reason(), whole);
        });
    }

    static String test(AlertTestAnswer answer) {
        return Json.object(json -> {
            json.field("channel", answer.channel());
            json.field("accepted", answer.accepted());
            json.present("answer", answer.answer());
            json.seconds("tookSeconds", answer.took());
        });
    }

    private static String channel(AlertChannelHealth channel, boolean whole) {
        return Json.object(json -> {
            json.field("name", channel.name());
            json.field("kind", channel.kind());
            json.field("waiting", channel.waiting());
            json.present("oldest", channel.oldest());
            json.present("lastAccepted", channel.lastAccepted());
            channel.failing().ifPresent(why -> text(json, "failing", why, whole));
        });
    }

    private static String delivery(AlertDelivery delivery, boolean whole) {
        return Json.object(json -> {
            json.field("at", delivery.at());
            json.field("channel", delivery.channel());
            json.field("kind", delivery.kind());
            json.field("key", delivery.key());
            json.field("subject", delivery.subject());
            json.field("outcome", word(delivery.outcome()));
            text(json, "answer", delivery.answer(), whole);
            json.seconds("tookSeconds", delivery.took());
            json.field("attempt", delivery.attempt());
        });
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** What may be long; where it has no room, that it is there. */
    private static void text(Json json, String name, String text, boolean whole) {
        if (whole) {
            json.present(name, text);
        } else if (!text.isEmpty()) {
            json.field(name + "Omitted", true);
        }
    }

    /** In the order of the names, so that what is the same is the same text. */
    private static void texts(Json json, String name, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            json.object(name, it -> new TreeMap<>(texts).forEach(it::field));
        }
    }
}
