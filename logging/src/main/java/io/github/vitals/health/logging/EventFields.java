package io.github.vitals.health.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.logstash.logback.composite.AbstractJsonProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the event's own key-values and the MDC, each name once: a store refuses a line that has a name twice. Objects
 * become text and are never taken apart, so that logging a connection does not log what its getters give.
 */
final class EventFields extends AbstractJsonProvider<ILoggingEvent> {
    private static final Set<String> TAKEN = Set.of(
            "@timestamp",
            "log.level",
            "log.logger",
            "process.thread.name",
            "message",
            "ecs.version",
            "service.name",
            "service.version",
            "service.environment",
            "service.node.name",
            "tags",
            "error.type",
            "error.message",
            "error.stack_trace",
            "error.stack_hash");

    @Override
    public void writeTo(JsonGenerator generator, ILoggingEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        event.getMDCPropertyMap().forEach((name, value) -> put(fields, name, value));
        @Nullable List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> put(fields, pair.key, pair.value));
        }
        fields.forEach((name, value) -> write(generator, name, value));
    }

    private static void put(Map<String, Object> fields, @Nullable String name, @Nullable Object value) {
        if (name != null && value != null) {
            fields.put(TAKEN.contains(name) ? "labels." + name : name, value);
        }
    }

    private static void write(JsonGenerator generator, String name, Object value) {
        generator.writeName(name);
        if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte) {
            generator.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            writeDecimal(generator, ((Number) value).doubleValue());
        } else if (value instanceof BigDecimal number) {
            generator.writeNumber(number);
        } else if (value instanceof BigInteger number) {
            generator.writeNumber(number);
        } else {
            generator.writeString(text(value));
        }
    }

    /** JSON has no NaN and no infinity. */
    private static void writeDecimal(JsonGenerator generator, double number) {
        if (Double.isFinite(number)) {
            generator.writeNumber(number);
        } else {
            generator.writeNull();
        }
    }

    private static String text(Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException | StackOverflowError broken) {
            return "<no text: " + broken.getClass().getName() + ">";
        }
    }
}
