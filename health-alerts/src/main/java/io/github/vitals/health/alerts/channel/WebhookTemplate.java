package io.github.vitals.health.alerts.channel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON with placeholders, whose values are escaped as texts of JSON are. Immutable. */
final class WebhookTemplate {
    private static final int LONGEST = 64 * 1024;
    private static final int VALUE = 10_000;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]{0,200})}");

    private static final Map<String, Value> VALUES = values();

    /** What stands for a placeholder. */
    private interface Value {
        String of(AlertNotification notification, String id);
    }

    private final String text;

    private WebhookTemplate(String text) {
        this.text = text;
    }

    static WebhookTemplate of(String text) {
        if (text.length() > LONGEST) {
            throw invalid(text.length() + " characters", "at most " + LONGEST);
        }
        WebhookTemplate template = new WebhookTemplate(text);
        String sample = template.filled(name -> {
            if (!known(name)) {
                throw invalid("${" + Text.line(name, 100) + "}", "one of " + VALUES.keySet() + ", label.… or link.…");
            }
            return name.equals("others") ? "0" : "x";
        });
        if (!Json.valid(sample)) {
            throw invalid("not JSON", "JSON, with placeholders between quotation marks; ${others} is a number");
        }
        return template;
    }

    String fill(AlertNotification notification, String id) {
        return filled(name -> Text.cut(value(name, notification, id), VALUE));
    }

    private String filled(UnaryOperator<String> value) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(Json.escaped(value.apply(found.group(1)))));
    }

    private static boolean known(String name) {
        return VALUES.containsKey(name) || name.startsWith("label.") || name.startsWith("link.");
    }

    private static String value(String name, AlertNotification notification, String id) {
        if (name.startsWith("label.")) {
            return notification.labels().getOrDefault(name.substring("label.".length()), "");
        }
        if (name.startsWith("link.")) {
            return notification.links().getOrDefault(name.substring("link.".length()), "");
        }
        return VALUES.getOrDefault(name, (any, other) -> "").of(notification, id);
    }

    private static Map<String, Value> values() {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("id", (it, id) -> id);
        values.put("kind", (it, id) -> it.kind().label());
        values.put("key", (it, id) -> it.key());
        values.put("summary", (it, id) -> it.summary());
        values.put("severity", (it, id) -> it.severity().label());
        values.put("at", (it, id) -> it.at().toString());
        values.put("service", (it, id) -> it.origin().service());
        values.put("scope", (it, id) -> it.origin().scope());
        values.put("rule", (it, id) -> it.about().rule());
        values.put("subject", (it, id) -> Words.subject(it));
        values.put("name", (it, id) -> it.about().name());
        values.put("status", (it, id) -> it.facts().status().name());
        values.put("reason", (it, id) -> text(it.facts().reason().map(reason -> reason.label())));
        values.put("message", (it, id) -> it.facts().message());
        values.put("since", (it, id) -> it.facts().since().toString());
        values.put("until", (it, id) -> text(it.facts().until()));
        values.put("lastGood", (it, id) -> text(it.facts().lastGood()));
        values.put("latency", (it, id) -> text(it.facts().latency().map(took -> took.toMillis() + " ms")));
        values.put("acknowledgedBy", (it, id) -> text(it.facts().acknowledgedBy()));
        values.put("others", (it, id) -> Integer.toString(it.affected().count()));
        values.put("otherNames", (it, id) -> String.join(", ", it.affected().names()));
        return values;
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private static IllegalArgumentException invalid(String value, String expected) {
        return new IllegalArgumentException("template: " + value + " (expected: " + expected + ")");
    }
}
