package io.github.vitals.health.alerts.channel;

import java.math.BigDecimal;

/** A message as the JSON that {@code docs/schemas/alert.schema.json} describes. */
final class WebhookDocument {
    private static final int MESSAGE = 10_000;
    private static final int SHORT = 1_000;

    private WebhookDocument() {}

    static Fields of(AlertNotification notification, String id) {
        AlertNotification.Affected affected = notification.affected();
        return Fields.of("version", 1)
                .with("id", id)
                .with("kind", notification.kind().label())
                .with("key", notification.key())
                .with("summary", Text.cut(notification.summary(), MESSAGE))
                .with("severity", notification.severity().label())
                .with("at", notification.at())
                .with("service", notification.origin().service())
                .with("scope", notification.origin().scope())
                .with("rule", notification.about().rule())
                .with("subject", Words.subject(notification))
                .with("name", notification.about().name())
                .with("facts", facts(notification.facts()))
                .with("affected", Fields.of("count", affected.count()).with("names", affected.names()))
                .with("labels", notification.labels())
                .with("links", notification.links());
    }

    private static Fields facts(AlertNotification.Facts facts) {
        return Fields.of("status", facts.status().name())
                .present("reason", facts.reason().map(reason -> reason.label()))
                .with("message", Text.cut(facts.message(), MESSAGE))
                .with("since", facts.since())
                .present("until", facts.until())
                .present("lastGood", facts.lastGood())
                .present("latencySeconds", facts.latency().map(it -> BigDecimal.valueOf(it.toMillis(), 3)))
                .present("acknowledgedBy", facts.acknowledgedBy().map(by -> Text.line(by, SHORT)));
    }
}
