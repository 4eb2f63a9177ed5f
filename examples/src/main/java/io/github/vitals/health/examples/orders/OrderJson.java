package io.github.vitals.health.examples.orders;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Orders as JSON: what customers send, what they get, and what the cache keeps. */
final class OrderJson {
    private static final List<String> FIELDS = List.of("item", "quantity", "amountCents");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private OrderJson() {}

    /** Reads what a customer sent, and says exactly what is wrong with it. */
    static OrderRequest request(byte[] body) {
        JsonNode node = parse(body);
        if (!node.isObject()) {
            throw new InvalidOrder("body: not a JSON object (expected: an object with " + FIELDS + ")");
        }
        for (String name : node.propertyNames()) {
            if (!FIELDS.contains(name)) {
                throw new InvalidOrder("unknown field (expected: only " + FIELDS + ")");
            }
        }
        return new OrderRequest(
                text(node, "item"),
                (int) number(node, "quantity", OrderRequest.MOST),
                number(node, "amountCents", OrderRequest.DEAREST));
    }

    private static JsonNode parse(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException malformed) {
            throw new InvalidOrder("body: not JSON (expected: an object with " + FIELDS + ")");
        }
    }

    private static String text(JsonNode node, String field) {
        @Nullable JsonNode value = node.get(field);
        if (value == null || !value.isString()) {
            throw new InvalidOrder(field + ": " + kind(value) + " (expected: a text)");
        }
        return value.stringValue();
    }

    private static long number(JsonNode node, String field, long most) {
        @Nullable JsonNode value = node.get(field);
        if (value == null || !value.isIntegralNumber()) {
            throw new InvalidOrder(field + ": " + kind(value) + " (expected: a whole number)");
        }
        // A number beyond any limit must not turn into one within it.
        if (!value.canConvertToInt()) {
            throw InvalidOrder.of(field, "out of range", "1 to " + most);
        }
        return value.longValue();
    }

    private static String kind(@Nullable JsonNode value) {
        return value == null
                ? "missing"
                : "a JSON " + value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    static String text(Order order) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", order.id().toString());
        fields.put("item", order.request().item());
        fields.put("quantity", order.request().quantity());
        fields.put("amountCents", order.request().amountCents());
        fields.put("status", order.status().name());
        fields.put("placedAt", order.placedAt().toString());
        return MAPPER.writeValueAsString(fields);
    }

    /** Reads what {@link #text(Order)} wrote. */
    static Order order(String json) {
        JsonNode node = MAPPER.readTree(json);
        OrderRequest request = new OrderRequest(
                node.get("item").stringValue(),
                node.get("quantity").intValue(),
                node.get("amountCents").longValue());
        return new Order(
                UUID.fromString(node.get("id").stringValue()),
                request,
                Order.Status.valueOf(node.get("status").stringValue()),
                Instant.parse(node.get("placedAt").stringValue()));
    }

    static String error(String message) {
        return MAPPER.writeValueAsString(Map.of("error", message));
    }
}
