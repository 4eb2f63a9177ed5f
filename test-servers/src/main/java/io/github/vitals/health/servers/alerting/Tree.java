package io.github.vitals.health.servers.alerting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A value of JSON. Immutable.
 *
 * @param value a map, a list, a text, a number, a boolean or null
 */
record Tree(@Nullable Object value) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Empty if the text is not one object. */
    static Optional<Tree> object(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Tree tree = new Tree(read(parser));
            return parser.nextToken() == null ? Optional.of(tree) : Optional.empty();
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    Tree at(String field) {
        return new Tree(value instanceof Map<?, ?> fields ? fields.get(field) : null);
    }

    Set<String> names() {
        return value instanceof Map<?, ?> fields
                ? fields.keySet().stream().map(Object::toString).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    boolean absent() {
        return value == null;
    }

    /** Empty where it is no text. */
    Optional<String> text() {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    boolean isText() {
        return value instanceof String;
    }

    boolean isObject() {
        return value instanceof Map;
    }

    boolean isList() {
        return value instanceof List;
    }

    boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    List<Tree> elements() {
        return value instanceof List<?> list ? list.stream().map(Tree::new).toList() : List.of();
    }

    /** The values of all fields named text below here that are texts. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        text("text", texts);
        return texts;
    }

    private void text(String name, List<String> texts) {
        if (value instanceof Map<?, ?> fields) {
            fields.forEach((key, field) -> new Tree(field).text(key.toString(), texts));
        } else if (value instanceof List<?>) {
            elements().forEach(element -> element.text("", texts));
        } else if (name.equals("text") && value instanceof String text) {
            texts.add(text);
        }
    }

    private static @Nullable Object read(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getDoubleValue();
        };
    }

    private static Map<String, @Nullable Object> fields(JsonParser parser) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, read(parser));
        }
        return fields;
    }

    private static List<@Nullable Object> list(JsonParser parser) {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(read(parser));
        }
        return list;
    }
}
