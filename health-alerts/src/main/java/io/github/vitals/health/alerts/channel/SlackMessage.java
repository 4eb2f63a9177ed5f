package io.github.vitals.health.alerts.channel;

import io.github.vitals.health.alerting.AlertSeverity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A message as blocks, within Slack's limits: 50 blocks, 150 characters in a header, 3,000 in a text, 2,000 in a field, 10
 * fields in a section, 25 buttons in a row of 75 characters each. There is a further limit on all texts of a message, which
 * Slack does not tell; this one has at most some 7,000 characters.
 */
final class SlackMessage {
    private static final int FALLBACK = 1_000;
    private static final int HEADER = 150;
    private static final int MESSAGE = 2_000;
    private static final int NAMES = 1_000;
    private static final int FIELD = 250;
    private static final int LABELS = 500;
    private static final int BUTTON = 75;
    private static final int BUTTONS = 5;

    private final AlertNotification notification;
    private final List<Map<String, Object>> blocks = new ArrayList<>();

    private SlackMessage(AlertNotification notification) {
        this.notification = notification;
    }

    /** Everything that is known; {@code mention} is who is called, empty for nobody. */
    static Fields whole(AlertNotification notification, String mention) {
        SlackMessage message = new SlackMessage(notification);
        message.describe(mention);
        return message.fields(mention);
    }

    /** What is new, for a reply in a thread. */
    static Fields news(AlertNotification notification, String mention) {
        SlackMessage message = new SlackMessage(notification);
        message.block("section", "text", SlackText.plain(notification.summary(), MESSAGE));
        message.mention(mention);
        return message.fields(mention);
    }

    private Fields fields(String mention) {
        String summary = SlackText.escape(notification.summary(), FALLBACK);
        return Fields.of("text", mention.isEmpty() ? summary : mention + " " + summary)
                .with("blocks", blocks)
                .with("unfurl_links", false)
                .with("unfurl_media", false);
    }

    private void describe(String mention) {
        block("header", "text", SlackText.plain(title(), HEADER));
        if (!notification.facts().message().isBlank()) {
            block("section", "text", SlackText.plain(notification.facts().message(), MESSAGE));
        }
        block("section", "fields", facts());
        affected();
        mention(mention);
        buttons();
        block("context", "elements", List.of(SlackText.plain(labels(), LABELS).map()));
    }

    private void block(String type, String name, Object value) {
        blocks.add(Fields.of("type", type).with(name, value).map());
    }

    private String title() {
        String name = notification.about().name();
        return switch (notification.kind()) {
            case RESOLVE -> "✅ RESOLVED: " + name;
            case ACKNOWLEDGE ->
                "👀 ACKNOWLEDGED: " + name + " is " + notification.facts().status();
            case TEST -> "🔔 TEST: " + name;
            case TRIGGER, UPDATE, REMINDER, REFRESH ->
                mark(notification.severity()) + " " + notification.severity() + ": " + name + " is "
                        + notification.facts().status();
        };
    }

    private static String mark(AlertSeverity severity) {
        return switch (severity) {
            case CRITICAL -> "🔴";
            case WARNING -> "🟠";
            case INFO -> "🔵";
        };
    }

    private List<Map<String, Object>> facts() {
        AlertNotification.Facts facts = notification.facts();
        List<Map<String, Object>> fields = new ArrayList<>();
        field(fields, "Status", facts.status().name());
        field(fields, "Severity", notification.severity().label());
        fields.add(fact("Since", SlackText.time(facts.since())));
        facts.until().ifPresent(until -> fields.add(fact("Until", SlackText.time(until))));
        facts.reason().ifPresent(reason -> field(fields, "Reason", reason.label()));
        facts.lastGood().ifPresent(good -> fields.add(fact("Last good", SlackText.time(good))));
        facts.latency().ifPresent(latency -> field(fields, "Latency", latency.toMillis() + " ms"));
        facts.acknowledgedBy().ifPresent(by -> field(fields, "Looked after by", by));
        field(fields, "Rule", notification.about().rule());
        field(fields, "Service", origin());
        return fields;
    }

    private String origin() {
        AlertNotification.Origin origin = notification.origin();
        return origin.scope().equals("*") ? origin.service() : origin.service() + " on " + origin.scope();
    }

    private static void field(List<Map<String, Object>> fields, String name, String value) {
        fields.add(fact(name, SlackText.escape(value, FIELD)));
    }

    private static Map<String, Object> fact(String name, String escaped) {
        return SlackText.markdown("*" + name + "*\n" + escaped).map();
    }

    private void affected() {
        AlertNotification.Affected affected = notification.affected();
        if (affected.count() > 0) {
            String more = affected.count() > affected.names().size() ? ", …" : "";
            String text = affected.count()
                    + (affected.count() == 1 ? " other: " : " others: ")
                    + String.join(", ", affected.names())
                    + more;
            block("section", "text", SlackText.plain(text, NAMES));
        }
    }

    private void mention(String mention) {
        if (!mention.isEmpty()) {
            block("section", "text", SlackText.markdown(mention));
        }
    }

    private void buttons() {
        List<Map<String, Object>> buttons = notification.links().entrySet().stream()
                .limit(BUTTONS)
                .map(link -> button(link.getKey(), link.getValue()))
                .toList();
        if (!buttons.isEmpty()) {
            block("actions", "elements", buttons);
        }
    }

    private static Map<String, Object> button(String name, String address) {
        String title = name.isEmpty() ? "Link" : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return Fields.of("type", "button")
                .with("text", SlackText.plain(title, BUTTON))
                .with("action_id", "link-" + Text.cut(name, BUTTON))
                .with("url", address)
                .map();
    }

    private String labels() {
        String labels = notification.labels().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(" · "));
        return "alert " + notification.key() + (labels.isEmpty() ? "" : " · " + labels);
    }
}
