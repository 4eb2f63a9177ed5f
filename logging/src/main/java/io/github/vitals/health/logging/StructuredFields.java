package io.github.vitals.health.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.marker.LogstashMarker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.util.RawValue;
import tools.jackson.databind.util.TokenBuffer;

/**
 * The fields that logstash-logback-encoder lets an application hand over as arguments and markers: {@code kv("order.id",
 * 7)}, {@code append("order.id", 7)}, {@code entries(map)}. Objects in maps become dotted names; what only a mapper could
 * take apart stays one value.
 */
final class StructuredFields {
    private static final int MOST_MARKERS = 50;
    private static final int DEEPEST = 5;

    private final List<KeyValuePair> fields = new ArrayList<>();
    private final Predicate<String> secret;
    private final int most;

    private StructuredFields(Predicate<String> secret, int most) {
        this.secret = secret;
        this.most = most;
    }

    /**
     * @param secret whether all below a name is hidden
     * @param most how many are looked for
     */
    static List<KeyValuePair> of(ILoggingEvent event, Predicate<String> secret, int most) {
        @Nullable StructuredFields found = null;
        @Nullable Object[] arguments = event.getArgumentArray();
        if (arguments != null) {
            for (Object argument : arguments) {
                if (argument instanceof StructuredArgument structured) {
                    found = found == null ? new StructuredFields(secret, most) : found;
                    found.add(structured::writeTo);
                }
            }
        }
        @Nullable List<Marker> markers = event.getMarkerList();
        if (markers != null && !markers.isEmpty()) {
            found = found == null ? new StructuredFields(secret, most) : found;
            for (Marker marker : markers) {
                found.add(marker, MOST_MARKERS);
            }
        }
        return found == null ? List.of() : found.fields;
    }

    /** Whether it is there for its fields only, so that its name says nothing. */
    static boolean carries(Marker marker) {
        return marker instanceof LogstashMarker;
    }

    private void add(Marker marker, int deeper) {
        if (marker instanceof LogstashMarker structured) {
            add(structured::writeTo);
            if (deeper > 0) {
                for (Marker reference : structured) {
                    add(reference, deeper / 2);
                }
            }
        }
    }

    /** Of what cannot write itself there is a field that says so. */
    private void add(Consumer<JsonGenerator> structured) {
        try (TokenBuffer written = TokenBuffer.forGeneration()) {
            written.writeStartObject();
            structured.accept(written);
            written.writeEndObject();
            JsonParser parser = written.asParser();
            parser.nextToken();
            object(parser, "", DEEPEST);
        } catch (RuntimeException | StackOverflowError broken) {
            fields.add(new KeyValuePair("labels.structured_argument", FieldValue.unwritable(broken)));
        }
    }

    private void object(JsonParser parser, String prefix, int deeper) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = prefix + parser.currentName();
            if (parser.nextToken() == JsonToken.START_OBJECT && deeper > 0 && !secret.test(name)) {
                object(parser, name + '.', deeper - 1);
            } else {
                field(name, value(parser), deeper);
            }
        }
    }

    /** A map came as it is, not written. */
    private void field(String name, @Nullable Object value, int deeper) {
        if (value instanceof Map<?, ?> map && deeper > 0 && !secret.test(name)) {
            map.forEach((key, item) -> field(name + '.' + key, item, deeper - 1));
        } else if (fields.size() < most) {
            fields.add(new KeyValuePair(name, value));
        }
    }

    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_ARRAY -> array(parser);
            case START_OBJECT -> {
                parser.skipChildren();
                yield "{...}";
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_EMBEDDED_OBJECT -> embedded(parser.getEmbeddedObject());
            default -> parser.getString();
        };
    }

    private static List<@Nullable Object> array(JsonParser parser) {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }

    private static @Nullable Object embedded(@Nullable Object value) {
        return value instanceof RawValue raw ? raw.rawValue() : value;
    }
}
