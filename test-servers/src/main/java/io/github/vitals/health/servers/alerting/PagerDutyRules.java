package io.github.vitals.health.servers.alerting;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the Events API v2 documents of the fields of an event. */
final class PagerDutyRules {
    private static final int MOST = 512 * 1024;
    private static final Set<String> ACTIONS = Set.of("trigger", "acknowledge", "resolve");
    private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");
    private static final Set<String> FIELDS =
            Set.of("routing_key", "event_action", "dedup_key", "payload", "images", "links", "client", "client_url");
    private static final Set<String> PAYLOAD =
            Set.of("summary", "source", "severity", "timestamp", "component", "group", "class", "custom_details");

    private final Tree event;
    private final List<String> errors = new ArrayList<>();

    private PagerDutyRules(Tree event) {
        this.event = event;
    }

    /** Empty if there is nothing to complain of. */
    static List<String> check(String body, Tree event, String routingKey) {
        PagerDutyRules rules = new PagerDutyRules(event);
        if (body.getBytes(StandardCharsets.UTF_8).length > MOST) {
            rules.errors.add("Event is too large (512 KB at most)");
        }
        rules.key(routingKey);
        rules.envelope();
        if (event.at("event_action").text().filter("trigger"::equals).isPresent()) {
            rules.payload(event.at("payload"));
            rules.links();
        }
        return rules.errors;
    }

    private void key(String expected) {
        String key = event.at("routing_key").text().orElse("");
        if (key.isBlank()) {
            missing("routing_key");
        } else if (key.length() != 32) {
            errors.add("Length of 'routing_key' is incorrect (should be 32 characters)");
        } else if (!key.equals(expected)) {
            errors.add("Invalid routing key");
        }
    }

    private void envelope() {
        known(event, FIELDS);
        String action = event.at("event_action").text().orElse("");
        if (action.isBlank()) {
            missing("event_action");
        } else if (!ACTIONS.contains(action)) {
            errors.add(
                    "'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')");
        }
        if (!action.equals("trigger") && event.at("dedup_key").text().orElse("").isBlank()) {
            missing("dedup_key");
        }
        length("dedup_key", event.at("dedup_key"), 255);
        optional("client", event.at("client"));
        optional("client_url", event.at("client_url"));
    }

    private void payload(Tree payload) {
        if (!payload.isObject()) {
            missing("payload");
            return;
        }
        known(payload, PAYLOAD);
        required("payload.summary", payload.at("summary"));
        length("payload.summary", payload.at("summary"), 1_024);
        required("payload.source", payload.at("source"));
        required("payload.severity", payload.at("severity"));
        if (!SEVERITIES.contains(payload.at("severity").text().orElse(""))) {
            errors.add("'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or"
                    + " 'info')");
        }
        for (String field : List.of("component", "group", "class")) {
            optional("payload." + field, payload.at(field));
        }
        timestamp(payload.at("timestamp"));
        if (!payload.at("custom_details").absent()
                && !payload.at("custom_details").isObject()) {
            errors.add("'payload.custom_details' is not an object");
        }
    }

    private void timestamp(Tree time) {
        try {
            time.text().ifPresent(OffsetDateTime::parse);
            optional("payload.timestamp", time);
        } catch (DateTimeException malformed) {
            errors.add("'payload.timestamp' is not an ISO 8601 time");
        }
    }

    private void links() {
        for (Tree link : event.at("links").elements()) {
            required("links.href", link.at("href"));
            optional("links.text", link.at("text"));
        }
    }

    private void known(Tree object, Set<String> names) {
        object.names().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> errors.add("'" + name + "' is not a field of an event"));
    }

    private void required(String name, Tree value) {
        if (value.text().orElse("").isBlank()) {
            missing(name);
        }
    }

    private void optional(String name, Tree value) {
        if (!value.absent() && !value.isText()) {
            errors.add("'" + name + "' is not a string");
        }
    }

    private void length(String name, Tree value, int most) {
        if (value.text().orElse("").length() > most) {
            errors.add("'" + name + "' is too long (maximum is " + most + " characters)");
        }
    }

    private void missing(String name) {
        errors.add("'" + name + "' is missing or blank");
    }
}
