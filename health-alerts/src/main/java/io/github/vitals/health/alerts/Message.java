package io.github.vitals.health.alerts;

import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.AlertNotification.Kind;
import java.time.Instant;

/**
 * A message that is to be handed to a channel.
 *
 * @param number grows from one message to the next, also from one process to the next
 * @param attempts how many have failed
 * @param next when it is to be tried
 */
record Message(
        String channel, long number, AlertNotification notification, Instant created, int attempts, Instant next) {

    String key() {
        return notification.key();
    }

    Kind kind() {
        return notification.kind();
    }

    /** What opens and what closes may not be lost; the rest is said again, or need not be said any more. */
    boolean essential() {
        return kind() == Kind.TRIGGER || kind() == Kind.RESOLVE;
    }

    /** What tells it from every other, whoever sends it. */
    String id() {
        return key() + "-" + number;
    }

    Message failed(Instant next) {
        return new Message(channel, number, notification, created, attempts + 1, next);
    }

    /** A clock that was set back since it was written is not to hold it up. */
    Message notAfter(Instant now) {
        return next.isAfter(now) ? new Message(channel, number, notification, created, attempts, now) : this;
    }

    String record() {
        return "message/" + channel + "/" + key() + "/" + number;
    }

    Fields fields() {
        return Fields.empty()
                .put("channel", channel)
                .put("number", number)
                .put("notification", Notifications.fields(notification))
                .put("created", created)
                .put("attempts", attempts)
                .put("next", next);
    }

    static Message of(Fields fields) {
        return new Message(
                fields.required("channel"),
                fields.number("number"),
                Notifications.of(fields.fields("notification")),
                fields.requiredInstant("created"),
                (int) fields.number("attempts"),
                fields.requiredInstant("next"));
    }
}
