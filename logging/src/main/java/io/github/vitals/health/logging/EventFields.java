package io.github.vitals.health.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.vitals.health.logging.correlation.CurrentTrace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * An event's own key-values, structured arguments and the MDC, each name once: a store refuses a line that has a name
 * twice. Of two the key-value counts, then the structured argument, and of two of a kind the last. Not thread-safe; for one event.
 */
final class EventFields {
    /** What this library writes itself, by the names of ECS. */
    static final Set<String> NAMES = Set.of(
            "@timestamp",
            "log.level",
            "log.logger",
            "log.truncated",
            "process.thread.name",
            "process.pid",
            "message",
            "ecs.version",
            "event.id",
            "service.name",
            "service.version",
            "service.environment",
            "service.node.name",
            "host.name",
            "container.id",
            "kubernetes.namespace",
            "kubernetes.pod.name",
            "kubernetes.node.name",
            "tags",
            "error.type",
            "error.message",
            "error.stack_trace",
            "error.stack_hash");

    /** Beyond it, fields are left out and the event says so. */
    private static final int MOST = 200;

    private static final int IDS_OF_A_TRACE = 2;

    private final FieldName[] names;
    private final Object[] values;
    private int size;
    private boolean complete = true;

    private EventFields(int expected) {
        names = new FieldName[expected];
        values = new Object[expected];
    }

    static EventFields of(ILoggingEvent event, FieldNames names) {
        Map<String, String> context = event.getMDCPropertyMap();
        @Nullable List<KeyValuePair> pairs = event.getKeyValuePairs();
        List<KeyValuePair> structured = StructuredFields.of(event, names::secret, MOST + 1);
        int expected = context.size() + structured.size() + (pairs == null ? 0 : pairs.size());
        EventFields fields = new EventFields(Math.min(expected, MOST) + IDS_OF_A_TRACE);
        if (!context.isEmpty()) {
            context.forEach((name, value) -> fields.put(names, name, value));
        }
        fields.put(names, structured);
        if (pairs != null) {
            fields.put(names, pairs);
        }
        fields.trace(names, event);
        return fields;
    }

    /** A tracer that has nothing in the MDC is asked itself. */
    private void trace(FieldNames known, ILoggingEvent event) {
        for (int i = 0; i < size; i++) {
            if (names[i].traceId()) {
                return;
            }
        }
        CurrentTrace trace = CurrentTrace.of(event);
        if (trace.present()) {
            put(known, FieldNames.TRACE_ID, trace.traceId());
            put(known, FieldNames.SPAN_ID, trace.spanId());
        }
    }

    private void put(FieldNames known, List<KeyValuePair> pairs) {
        for (KeyValuePair pair : pairs) {
            put(known, pair.key, pair.value);
        }
    }

    private void put(FieldNames known, @Nullable String text, @Nullable Object value) {
        if (text == null || value == null) {
            return;
        }
        FieldName name = known.of(text);
        for (int i = 0; i < size; i++) {
            if (names[i].same(name)) {
                values[i] = value;
                return;
            }
        }
        if (size == names.length) {
            complete = false;
            return;
        }
        names[size] = name;
        values[size++] = value;
    }

    int size() {
        return size;
    }

    FieldName name(int i) {
        return names[i];
    }

    Object value(int i) {
        return values[i];
    }

    /** Whether none was left out. */
    boolean complete() {
        return complete;
    }
}
