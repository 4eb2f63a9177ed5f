package io.github.vitals.health.redis;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What one server told of itself: the lines {@code name:value} of its INFO, and its other replies. */
final class Facts {
    private static final int MOST_FIELDS = 2000;

    private final Node node;
    private final Map<Request, Reply> replies = new LinkedHashMap<>();
    private final Map<String, String> fields = new HashMap<>();

    Facts(Node node) {
        this.node = node;
    }

    void add(Reply reply) {
        replies.put(reply.request(), reply);
        if (!reply.request().writes()) {
            reply.text().lines().limit(MOST_FIELDS).forEach(this::addLine);
        }
    }

    private void addLine(String line) {
        int colon = line.indexOf(':');
        if (colon > 0) {
            fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
    }

    Node node() {
        return node;
    }

    /** A request that was not answered is here all the same. */
    List<Reply> replies() {
        return List.copyOf(replies.values());
    }

    Optional<String> text(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    boolean is(String field, String value) {
        return value.equals(fields.get(field));
    }

    /** Empty if the field is not there, is no whole number, or is negative, which in Redis means "not known". */
    OptionalLong number(String field) {
        return parse(fields.getOrDefault(field, ""));
    }

    static OptionalLong parse(String text) {
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** The replicas that a master sees, each as the names and values of its line. */
    Stream<Map<String, String>> replicas() {
        return fields.entrySet().stream()
                .filter(field -> field.getKey().matches("slave\\d+"))
                .map(field -> pairs(field.getValue()));
    }

    private static Map<String, String> pairs(String line) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : line.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return pairs;
    }
}
