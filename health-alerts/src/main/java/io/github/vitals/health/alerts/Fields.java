package io.github.vitals.health.alerts;

import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object as it is kept in a store: texts, whole numbers, truths, lists and objects. Reading one that another
 * version wrote gives what is there; what is missing and has to be there is an {@link IllegalArgumentException}.
 */
final class Fields {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, Object> values;

    private Fields(Map<String, Object> values) {
        this.values = values;
    }

    static Fields empty() {
        return new Fields(new LinkedHashMap<>());
    }

    static Fields parse(String json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            if (read(parser) instanceof Fields fields) {
                return fields;
            }
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException("record: unreadable (expected: a JSON object)", unreadable);
        }
        throw new IllegalArgumentException("record: unreadable (expected: a JSON object)");
    }

    private static @Nullable Object read(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Fields fields = empty();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, read(parser));
            }
            return fields;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                Object value = read(parser);
                if (value != null) {
                    list.add(value);
                }
            }
            return list;
        }
        return scalar(parser, token);
    }

    private static @Nullable Object scalar(JsonParser parser, @Nullable JsonToken token) {
        if (token == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getLongValue();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        return null;
    }

    /** A value that is not there is left out. */
    Fields put(String name, @Nullable Object value) {
        Object kept = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        if (kept == null) {
            return this;
        }
        values.put(name, plain(kept));
        return this;
    }

    private static Object plain(Object value) {
        if (value instanceof Collection<?> many) {
            return many.stream().map(Fields::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Fields fields = empty();
            map.forEach((key, each) -> fields.put(String.valueOf(key), each));
            return fields;
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        boolean asItIs = value instanceof Fields || value instanceof Long || value instanceof Boolean;
        return asItIs ? value : value.toString();
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    String required(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    long number(String name) {
        return values.get(name) instanceof Long number ? number : 0;
    }

    boolean truth(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    Optional<Instant> instant(String name) {
        return text(name).map(Instant::parse);
    }

    Instant requiredInstant(String name) {
        return instant(name).orElseThrow(() -> missing(name));
    }

    Optional<Duration> duration(String name) {
        return text(name).map(Duration::parse);
    }

    <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        return text(name).map(text -> Enum.valueOf(type, text));
    }

    <E extends Enum<E>> E required(String name, Class<E> type) {
        return constant(name, type).orElseThrow(() -> missing(name));
    }

    Fields fields(String name) {
        return values.get(name) instanceof Fields fields ? fields : empty();
    }

    List<String> texts(String name) {
        return list(name, each -> each instanceof String text ? text : null);
    }

    List<Fields> objects(String name) {
        return list(name, each -> each instanceof Fields fields ? fields : null);
    }

    private <T> List<T> list(String name, Function<Object, @Nullable T> as) {
        List<T> all = new ArrayList<>();
        if (values.get(name) instanceof List<?> list) {
            for (Object each : list) {
                T value = as.apply(each);
                if (value != null) {
                    all.add(value);
                }
            }
        }
        return all;
    }

    Map<String, String> map(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        fields(name).values.forEach((key, value) -> texts.put(key, value.toString()));
        return texts;
    }

    String json() {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(generator, this);
        }
        return out.toString();
    }

    private static void write(JsonGenerator generator, Object value) {
        if (value instanceof Fields fields) {
            generator.writeStartObject();
            fields.values.forEach((name, each) -> {
                generator.writeName(name);
                write(generator, each);
            });
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            list.forEach(each -> write(generator, each));
            generator.writeEndArray();
        } else if (value instanceof Long number) {
            generator.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else {
            generator.writeString(value.toString());
        }
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException(
                "record: without " + name + " (expected: one that this version has written)");
    }
}
