package io.github.vitals.health.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the body of an answer says, in our shape or MicroProfile's, Actuator's or health+json's.
 *
 * @param status of the whole; null if it names none
 * @param parts what it is made of, as far as it is shown
 */
record Report(@Nullable Status status, List<Part> parts) {
    private static final Report NOTHING = new Report(null, List.of());
    private static final int LONGEST_WORD = 40;

    /**
     * A check or a component.
     *
     * @param name with those of the parts around it, dots between
     * @param word its status as it is said
     * @param reason empty if none is said
     * @param message empty if none is said
     */
    record Part(String name, String word, String reason, String message) {
        boolean well() {
            return Status.said(word) == Status.UP;
        }
    }

    /** An answer with 4xx is about the request: its words for a status are others' than those of a report. */
    static Report of(Answer answer) {
        String word = answer.body().strip();
        if (word.isEmpty() || (answer.code() >= 400 && answer.code() < 500)) {
            return NOTHING;
        }
        Map<?, ?> root = JsonReader.object(word);
        if (root.isEmpty()) {
            return word.length() > LONGEST_WORD ? NOTHING : new Report(Status.said(word), List.of());
        }
        List<Part> parts = new ArrayList<>();
        collect("", root, parts);
        return new Report(Status.said(word(root)), parts);
    }

    /** Ours says in {@code health} what {@code status} has no word for. */
    private static String word(Map<?, ?> object) {
        String health = text(object, "health");
        return health.isEmpty() ? text(object, "status") : health;
    }

    private static void collect(String prefix, Map<?, ?> object, List<Part> parts) {
        for (Object several : new Object[] {object.get("checks"), object.get("components")}) {
            if (several instanceof List<?> list) {
                for (Object each : list) {
                    add(each instanceof Map<?, ?> part ? prefix + text(part, "name") : prefix, each, parts);
                }
            } else if (several instanceof Map<?, ?> named) {
                for (Map.Entry<?, ?> each : named.entrySet()) {
                    add(prefix + each.getKey(), each.getValue(), parts);
                }
            }
        }
    }

    private static void add(String name, @Nullable Object value, List<Part> parts) {
        if (value instanceof List<?> instances) {
            // health+json has a list for each name.
            for (Object each : instances) {
                add(name, each, parts);
            }
        }
        if (value instanceof Map<?, ?> part) {
            parts.add(new Part(name, word(part), said(part, "reason"), message(part)));
            collect(name + ".", part, parts);
        }
    }

    private static String message(Map<?, ?> part) {
        for (String key : new String[] {"message", "output", "error"}) {
            String message = said(part, key);
            if (!message.isEmpty()) {
                return message;
            }
        }
        return "";
    }

    /** In the part itself, or where Actuator and MicroProfile have what is particular to it. */
    private static String said(Map<?, ?> part, String key) {
        for (Object where : new Object[] {part, part.get("details"), part.get("data")}) {
            if (where instanceof Map<?, ?> map && !text(map, key).isEmpty()) {
                return text(map, key);
            }
        }
        return "";
    }

    private static String text(Map<?, ?> object, String key) {
        return object.get(key) instanceof String text ? text : "";
    }
}
