package io.github.vitals.health.alerts.channel;

import io.github.vitals.health.alerting.AlertSeverity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A message as an event of PagerDuty's. All texts are cut, so that it stays far below the 512 KB that an event may have. */
final class PagerDutyEvent {
    private static final int SUMMARY = 1_024;
    private static final int SHORT = 250;
    private static final int MESSAGE = 8_000;
    private static final int LABELS = 50;
    private static final int LABEL = 1_000;

    private PagerDutyEvent() {}

    static Fields trigger(AlertNotification notification, String dedupKey) {
        Fields event = action("trigger", dedupKey)
                .with("client", "Vitals")
                .present("client_url", link(notification, "status"))
                .present("links", links(notification));
        return event.with("payload", payload(notification));
    }

    static Fields action(String action, String dedupKey) {
        return Fields.of("event_action", action).with("dedup_key", dedupKey);
    }

    private static Fields payload(AlertNotification notification) {
        AlertNotification.Origin origin = notification.origin();
        String source = origin.scope().equals("*") ? origin.service() : origin.scope();
        String type = notification
                .facts()
                .reason()
                .map(reason -> reason.label())
                .orElse(notification.about().rule());
        return Fields.of("summary", Text.line(notification.summary(), SUMMARY))
                .with("source", Text.line(source, SHORT))
                .with("severity", severity(notification))
                .with("timestamp", notification.facts().since())
                .with("component", Text.line(notification.about().name(), SHORT))
                .with("group", Text.line(origin.service(), SHORT))
                .with("class", Text.line(type, SHORT))
                .with("custom_details", details(notification));
    }

    private static String severity(AlertNotification notification) {
        AlertSeverity severity =
                notification.kind() == AlertNotification.Kind.TEST ? AlertSeverity.INFO : notification.severity();
        return severity.label();
    }

    private static Fields details(AlertNotification notification) {
        AlertNotification.Facts facts = notification.facts();
        AlertNotification.Affected affected = notification.affected();
        return Fields.of("kind", notification.kind().label())
                .with("rule", notification.about().rule())
                .with("status", facts.status())
                .present("reason", facts.reason().map(reason -> reason.label()))
                .present("message", Text.cut(facts.message(), MESSAGE))
                .present("last_good", facts.lastGood())
                .present("latency_ms", facts.latency().map(latency -> latency.toMillis()))
                .present("acknowledged_by", facts.acknowledgedBy().map(by -> Text.line(by, SHORT)))
                .with("others", affected.count())
                .present(
                        "other_names",
                        affected.names().stream()
                                .map(name -> Text.line(name, SHORT))
                                .toList())
                .present("labels", labels(notification));
    }

    private static Map<String, String> labels(AlertNotification notification) {
        Map<String, String> labels = new LinkedHashMap<>();
        notification.labels().entrySet().stream()
                .limit(LABELS)
                .forEach(label -> labels.put(Text.line(label.getKey(), SHORT), Text.line(label.getValue(), LABEL)));
        return labels;
    }

    private static List<Map<String, Object>> links(AlertNotification notification) {
        return notification.links().entrySet().stream()
                .limit(LABELS)
                .map(link -> Fields.of("href", link.getValue())
                        .with("text", Text.line(link.getKey(), SHORT))
                        .map())
                .toList();
    }

    private static String link(AlertNotification notification, String name) {
        return notification.links().getOrDefault(name, "");
    }
}
