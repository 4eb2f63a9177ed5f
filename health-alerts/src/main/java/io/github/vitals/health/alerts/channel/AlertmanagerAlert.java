package io.github.vitals.health.alerts.channel;

import io.github.vitals.health.alerting.AlertSeverity;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message as an alert of Alertmanager's, which knows an alert by its labels: what may change while it lasts, but for the
 * severity, is an annotation.
 */
final class AlertmanagerAlert {
    private static final int LABELS = 50;
    private static final int LABEL = 1_000;
    private static final int ANNOTATION = 8_000;

    private final AlertNotification notification;
    private final Instant now;
    private final Duration lasting;

    AlertmanagerAlert(AlertNotification notification, Instant now, Duration lasting) {
        this.notification = notification;
        this.now = now;
        this.lasting = lasting;
    }

    /** As the message says. */
    Fields current() {
        return alert(notification.severity(), end());
    }

    /** The same alert with the severity it had before, which is over. */
    Fields over(AlertSeverity before) {
        return alert(before, notBeforeStart(now));
    }

    private Instant end() {
        boolean over = notification.kind() == AlertNotification.Kind.RESOLVE;
        return notBeforeStart(over ? notification.facts().until().orElse(now) : now.plus(lasting));
    }

    /** Alertmanager refuses an alert that ends before it starts. */
    private Instant notBeforeStart(Instant end) {
        Instant start = notification.facts().since();
        return end.isBefore(start) ? start : end;
    }

    private Fields alert(AlertSeverity severity, Instant end) {
        return Fields.of("labels", labels(severity))
                .with("annotations", annotations())
                .with("startsAt", notification.facts().since())
                .with("endsAt", end)
                .present("generatorURL", notification.links().getOrDefault("status", ""));
    }

    /** Ours last, so that none of the rule's replaces one. */
    private Map<String, String> labels(AlertSeverity severity) {
        Map<String, String> labels = new LinkedHashMap<>();
        notification.labels().entrySet().stream()
                .limit(LABELS)
                .forEach(label -> put(labels, name(label.getKey()), label.getValue()));
        put(labels, "alertname", notification.about().rule());
        put(labels, "service", notification.origin().service());
        labels.remove("instance");
        if (!notification.origin().scope().equals("*")) {
            put(labels, "instance", notification.origin().scope());
        }
        put(labels, Words.subject(notification), notification.about().name());
        put(labels, "severity", severity.label());
        if (notification.kind() == AlertNotification.Kind.TEST) {
            put(labels, "test", "true");
        }
        return labels;
    }

    /** An empty label is none. */
    private static void put(Map<String, String> labels, String name, String value) {
        String text = Text.line(value, LABEL);
        if (!text.isEmpty()) {
            labels.put(name, text);
        }
    }

    private static String name(String label) {
        String name = label.replaceAll("[^a-zA-Z0-9_]", "_");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    private Map<String, Object> annotations() {
        AlertNotification.Facts facts = notification.facts();
        return Fields.of("summary", Text.line(notification.summary(), LABEL))
                .present("description", Text.cut(facts.message(), ANNOTATION))
                .with("status", facts.status().name())
                .present("reason", facts.reason().map(reason -> reason.label()))
                .present("last_good", facts.lastGood().map(Instant::toString))
                .present("acknowledged_by", facts.acknowledgedBy().map(by -> Text.line(by, LABEL)))
                .present("others", String.join(", ", notification.affected().names()))
                .present("runbook_url", notification.links().getOrDefault("runbook", ""))
                .present("dashboard", notification.links().getOrDefault("dashboard", ""))
                .with("key", notification.key())
                .map();
    }
}
