package io.github.vitals.health.endpoint;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes fields so that whatever value comes, the text is valid JSON. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int NANO_DIGITS = 9;

    private final JsonGenerator generator;

    private Json(JsonGenerator generator) {
        this.generator = generator;
    }

    /** The text of one object. */
    static String object(Consumer<Json> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            generator.writeStartObject();
            fields.accept(new Json(generator));
            generator.writeEndObject();
        }
        return text.toString();
    }

    /** One object, with a line's end for those who read it in a terminal. */
    static byte[] document(Consumer<Json> fields) {
        return Utf8.encode(object(fields) + "\n");
    }

    void field(String name, String value) {
        generator.writeStringProperty(name, value);
    }

    void field(String name, boolean value) {
        generator.writeBooleanProperty(name, value);
    }

    void field(String name, int value) {
        generator.writeNumberProperty(name, value);
    }

    void field(String name, Instant value) {
        generator.writeStringProperty(name, value.toString());
    }

    void present(String name, Optional<?> value) {
        value.ifPresent(it -> field(name, it.toString()));
    }

    void present(String name, String value) {
        if (!value.isEmpty()) {
            field(name, value);
        }
    }

    void seconds(String name, Duration value) {
        generator.writeName(name);
        generator.writeNumber(plainSeconds(value));
    }

    /** As a number of so many digits as it has, without an exponent. */
    static String plainSeconds(Duration value) {
        return BigDecimal.valueOf(value.toNanos(), NANO_DIGITS)
                .stripTrailingZeros()
                .toPlainString();
    }

    void object(String name, Consumer<Json> fields) {
        generator.writeObjectPropertyStart(name);
        fields.accept(this);
        generator.writeEndObject();
    }

    /** An array of objects that are texts already. */
    void objects(String name, Iterable<String> objects) {
        generator.writeArrayPropertyStart(name);
        objects.forEach(generator::writeRawValue);
        generator.writeEndArray();
    }

    /** An object of objects that are texts already. */
    void objects(String name, Map<String, String> objects) {
        generator.writeObjectPropertyStart(name);
        objects.forEach((key, object) -> {
            generator.writeName(key);
            generator.writeRawValue(object);
        });
        generator.writeEndObject();
    }

    /** An object of lists, each of one object that is a text already. */
    void lists(String name, Map<String, String> objects) {
        generator.writeObjectPropertyStart(name);
        objects.forEach((key, object) -> objects(key, List.of(object)));
        generator.writeEndObject();
    }

    void strings(String name, Iterable<String> values) {
        generator.writeArrayPropertyStart(name);
        values.forEach(generator::writeString);
        generator.writeEndArray();
    }

    /** A detail: a boolean, a number or a text. Numbers that JSON does not have (NaN, infinities) become texts. */
    void value(String name, @Nullable Object value) {
        if (value instanceof Boolean bool) {
            field(name, bool.booleanValue());
        } else if (value instanceof Number number) {
            generator.writeName(name);
            number(number);
        } else {
            field(name, String.valueOf(value));
        }
    }

    private void number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            fraction(number);
        } else if (number instanceof BigDecimal decimal) {
            generator.writeNumber(decimal);
        } else if (number instanceof BigInteger integer) {
            generator.writeNumber(integer);
        } else {
            generator.writeNumber(number.longValue());
        }
    }

    private void fraction(Number number) {
        if (!Double.isFinite(number.doubleValue())) {
            generator.writeString(number.toString());
        } else if (number instanceof Float) {
            generator.writeNumber(number.floatValue());
        } else {
            generator.writeNumber(number.doubleValue());
        }
    }
}
