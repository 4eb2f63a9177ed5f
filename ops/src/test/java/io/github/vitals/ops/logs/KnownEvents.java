package io.github.vitals.ops.logs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events of which is known what every search has to find; the last is of this moment. */
final class KnownEvents {
    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<ObjectNode> events = new ArrayList<>();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    static List<ObjectNode> all() {
        KnownEvents known = new KnownEvents();
        known.errors();
        known.requests();
        known.health();
        known.strays();
        return known.events;
    }

    private ObjectNode event(String id, int minutesAgo, String level, String message) {
        ObjectNode event = JSON.createObjectNode()
                .put("event.id", id)
                .put("@timestamp", now.minus(minutesAgo, ChronoUnit.MINUTES).toString())
                .put("log.level", level)
                .put("service.name", "orders")
                .put("message", message);
        events.add(event);
        return event;
    }

    /** An exception of last week that goes on, one of this hour, and one of another service. */
    private void errors() {
        error("old-1", 3_000, "aaaa", "1.0");
        error("old-2", 50, "aaaa", "1.1");
        error("old-3", 20, "aaaa", "1.1");
        error("new-1", 10, "bbbb", "1.1").put("trace.id", TRACE);
        error("other-1", 400, "cccc", "9.9").put("service.name", "billing");
    }

    private ObjectNode error(String id, int minutesAgo, String hash, String version) {
        return event(id, minutesAgo, "ERROR", "Order was not taken")
                .put("error.type", "shop.Refused")
                .put("error.message", "card " + hash)
                .put("error.stack_hash", hash)
                .put("error.stack_trace", "shop.Refused: card\n\tat shop.Orders.take(Orders.java:17)")
                .put("service.version", version);
    }

    private void requests() {
        request("request-1", 9, "/orders", 1_500).put("trace.id", TRACE).put("http.request.id", "r-1");
        request("request-2", 8, "/orders", 20).put("http.request.id", "r-2");
        request("request-3", 7, "/stock", 800);
    }

    private ObjectNode request(String id, int minutesAgo, String path, long millis) {
        return event(id, minutesAgo, "INFO", "Request was answered")
                .put("url.path", path)
                .put("http.request.method", "POST")
                .put("http.response.status_code", 200)
                .put("event.duration", millis * 1_000_000);
    }

    private void health() {
        transition("health-1", 6, "orders-db", "UP", "DOWN");
        transition("health-2", 5, "orders-db", "DOWN", "UP");
        transition("health-3", 4, "cache", "UP", "DEGRADED");
    }

    private void transition(String id, int minutesAgo, String check, String from, String to) {
        event(id, minutesAgo, "WARN", "Health check changed")
                .put("event.action", "health-status-changed")
                .put("health.check.name", check)
                .put("health.previous_status", from)
                .put("health.status", to);
    }

    private void strays() {
        event("stray-1", 3, "INFO", "\tat shop.Orders.take(Orders.java:17)")
                .put("log.file.path", "/var/log/vitals/orders.json")
                .putArray("tags")
                .add("unparsed");
    }
}
