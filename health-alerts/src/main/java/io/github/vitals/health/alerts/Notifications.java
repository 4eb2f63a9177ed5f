package io.github.vitals.health.alerts;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition.Subject;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.AlertNotification.About;
import io.github.vitals.health.alerts.channel.AlertNotification.Affected;
import io.github.vitals.health.alerts.channel.AlertNotification.Facts;
import io.github.vitals.health.alerts.channel.AlertNotification.Kind;
import io.github.vitals.health.alerts.channel.AlertNotification.Origin;
import java.time.Instant;
import java.util.Optional;

/** Messages as they are kept until they are sent. */
final class Notifications {
    private Notifications() {}

    static Fields fields(AlertNotification notification) {
        Facts facts = notification.facts();
        return Fields.empty()
                .put("kind", notification.kind())
                .put("key", notification.key())
                .put("service", notification.origin().service())
                .put("scope", notification.origin().scope())
                .put("rule", notification.about().rule())
                .put("subject", notification.about().subject())
                .put("name", notification.about().name())
                .put("severity", notification.severity())
                .put("status", facts.status())
                .put("reason", facts.reason())
                .put("message", facts.message())
                .put("since", facts.since())
                .put("until", facts.until())
                .put("lastGood", facts.lastGood())
                .put("latency", facts.latency())
                .put("acknowledgedBy", facts.acknowledgedBy())
                .put("affected", notification.affected().count())
                .put("names", notification.affected().names())
                .put("labels", notification.labels())
                .put("links", notification.links())
                .put("at", notification.at());
    }

    static AlertNotification of(Fields fields) {
        return new AlertNotification(
                fields.required("kind", Kind.class),
                fields.required("key"),
                new Origin(fields.required("service"), fields.required("scope")),
                new About(fields.required("rule"), fields.required("subject", Subject.class), fields.required("name")),
                fields.required("severity", AlertSeverity.class),
                facts(fields),
                new Affected((int) fields.number("affected"), fields.texts("names")),
                fields.map("labels"),
                fields.map("links"),
                fields.requiredInstant("at"));
    }

    private static Facts facts(Fields fields) {
        return new Facts(
                fields.required("status", HealthStatus.class),
                fields.constant("reason", FailureReason.class),
                fields.text("message").orElse(""),
                fields.requiredInstant("since"),
                fields.instant("until"),
                fields.instant("lastGood"),
                fields.duration("latency"),
                fields.text("acknowledgedBy"));
    }

    /** What was told last, as the word that it is over. */
    static AlertNotification resolved(AlertNotification last, Instant now) {
        Facts facts = last.facts();
        return new AlertNotification(
                Kind.RESOLVE,
                last.key(),
                last.origin(),
                last.about(),
                last.severity(),
                new Facts(
                        HealthStatus.UP,
                        Optional.empty(),
                        facts.message(),
                        facts.since(),
                        Optional.of(now),
                        facts.lastGood(),
                        facts.latency(),
                        facts.acknowledgedBy()),
                last.affected(),
                last.labels(),
                last.links(),
                now);
    }

    /** What was told last, told again. */
    static AlertNotification again(AlertNotification last, Kind kind, Instant now) {
        return new AlertNotification(
                kind,
                last.key(),
                last.origin(),
                last.about(),
                last.severity(),
                last.facts(),
                last.affected(),
                last.labels(),
                last.links(),
                now);
    }
}
