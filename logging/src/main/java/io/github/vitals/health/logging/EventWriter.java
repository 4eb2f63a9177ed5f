package io.github.vitals.health.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.github.vitals.health.logging.mask.Masker;
import java.util.List;
import java.util.function.UnaryOperator;
import net.logstash.logback.composite.AbstractJsonProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** Writes all fields of an event, without secrets, and no more text than there is room for. Thread-safe. */
final class EventWriter extends AbstractJsonProvider<ILoggingEvent> {
    private final Dialect dialect;
    private final Masker masker;
    private final StackTraces traces;
    private final FieldNames names;
    private final FieldValue values;
    private final KnownTexts loggers = new KnownTexts(UnaryOperator.identity());
    private final KnownTexts threads;
    private final ConstantFields constants;
    private final int room;
    private final int looked;

    private final SerializedString logger;
    private final SerializedString thread;
    private final SerializedString id;
    private final SerializedString errorType;
    private final SerializedString errorMessage;
    private final SerializedString stackHash;

    /**
     * @param room how many characters of text an event may have; 0 if as many as it wants
     * @param looked how many characters of one text are looked at
     */
    EventWriter(Dialect dialect, Masker masker, StackTraces traces, ConstantFields constants, int room, int looked) {
        this.dialect = dialect;
        this.masker = masker;
        this.traces = traces;
        this.names = new FieldNames(dialect, masker, constants.names());
        this.threads = new KnownTexts(masker::mask);
        this.values = new FieldValue(dialect, masker);
        this.constants = constants;
        this.room = room;
        this.looked = looked;
        this.logger = new SerializedString(dialect.name("log.logger"));
        this.thread = new SerializedString(dialect.name("process.thread.name"));
        this.id = new SerializedString(dialect.name("event.id"));
        this.errorType = new SerializedString(dialect.name("error.type"));
        this.errorMessage = new SerializedString(dialect.name("error.message"));
        this.stackHash = new SerializedString(dialect.name("error.stack_hash"));
    }

    @Override
    public void writeTo(JsonGenerator json, ILoggingEvent event) {
        Budget budget = room == 0 ? Budget.unlimited(looked) : new Budget(room, looked);
        int most = room == 0 ? Integer.MAX_VALUE : room / 2;
        String message = budget.take(masker, FieldValue.message(event), most);
        dialect.head(json, event, message);
        json.writeName(id);
        byte[] unique = EventIds.of(event);
        json.writeRawUTF8String(unique, 0, unique.length);
        constants.writeTo(json);
        json.writeName(logger);
        json.writeString(loggers.of(event.getLoggerName()));
        json.writeName(thread);
        json.writeString(threads.of(event.getThreadName()));
        @Nullable IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            thrown(json, event, thrown, budget);
        }
        boolean all = own(json, event, budget);
        tags(json, event.getMarkerList(), budget);
        if (room > 0 || !all || budget.shortened()) {
            json.writeName(dialect.name("log.truncated"));
            dialect.truth(json, true);
        }
    }

    private void thrown(JsonGenerator json, ILoggingEvent event, IThrowableProxy thrown, Budget budget) {
        int most = room == 0 ? Integer.MAX_VALUE : room / 2;
        json.writeName(errorType);
        json.writeString(budget.take(thrown.getClassName(), most / 4));
        if (thrown.getMessage() != null) {
            json.writeName(errorMessage);
            json.writeString(budget.take(masker, thrown.getMessage(), most / 4));
        }
        @Nullable String hash = traces.hash(thrown);
        if (hash != null) {
            json.writeName(stackHash);
            json.writeString(hash);
        }
        dialect.stackTrace(json, budget.take(traces.text(event), most));
    }

    /** Whether all were written. */
    private boolean own(JsonGenerator json, ILoggingEvent event, Budget budget) {
        EventFields fields = EventFields.of(event, names);
        int longest = room == 0 ? Integer.MAX_VALUE : room / 8;
        for (int i = 0; i < fields.size(); i++) {
            if (budget.spent()) {
                return false;
            }
            FieldName name = fields.name(i);
            budget.spend(name.written().charLength());
            json.writeName(name.written());
            if (name.secret()) {
                json.writeString(masker.hidden());
            } else {
                values.write(json, fields.value(i), budget, longest);
            }
        }
        return fields.complete();
    }

    private void tags(JsonGenerator json, @Nullable List<Marker> markers, Budget budget) {
        if (markers == null || markers.isEmpty() || budget.spent()) {
            return;
        }
        List<String> names = markers.stream()
                .filter(marker -> !StructuredFields.carries(marker))
                .map(Marker::getName)
                .distinct()
                .toList();
        if (!names.isEmpty()) {
            json.writeName(dialect.name("tags"));
            values.write(json, names, budget, 100);
        }
    }
}
