package io.github.vitals.health.logging;

import io.github.vitals.health.logging.archive.Deletion;
import io.github.vitals.health.logging.archive.LogArchive;
import io.github.vitals.health.logging.audit.AuditLog;
import io.github.vitals.health.logging.file.LogFileAppender;
import io.github.vitals.health.logging.file.LogOutput;
import io.github.vitals.health.logging.levels.LogLevels;
import io.github.vitals.health.logging.mask.MaskKind;
import io.github.vitals.health.logging.suppress.RepeatFilter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.slf4j.event.Level;

/** What the parts of a log tell about themselves, in one registry. Whoever adds a part keeps it. Not thread-safe. */
final class LogMeters {
    private final MeterRegistry registry;
    private final List<Meter> registered = new ArrayList<>();

    LogMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void add(LogOutput output) {
        Part<LogOutput> part = new Part<>(output, "output", output.name());
        part.count("log.written", "", "Events written to the log", LogOutput::eventsWritten);
        part.count("log.written.size", "bytes", "Bytes written to the log", LogOutput::bytesWritten);
        part.gauge("log.queue.events", "", "Events that wait to be written to the log", LogOutput::queuedEvents);
        part.gauge("log.queue.used", "", "How full the queue of the log is, 0 to 1", LogMeters::used);
        part.gauge(
                "log.failing",
                "",
                "1 while the log cannot be written",
                it -> truth(it.failing().isPresent()));
        part.count("log.not.encoded", "", "Events that the encoder threw at", LogOutput::notEncoded);
        for (Level level : Level.values()) {
            part.with("level", level)
                    .count(
                            "log.dropped",
                            "",
                            "Events dropped because the queue of the log was full",
                            it -> it.dropped(level));
        }
        if (output instanceof LogFileAppender) {
            part.count("log.torn.lines", "", "Lines that a crash had torn", LogOutput::tornLines);
            part.count("log.files.deleted", "", "Closed log files that the output deleted", LogOutput::filesDeleted);
        }
    }

    private static double used(LogOutput output) {
        return Math.max(
                (double) output.queuedEvents() / output.queueEvents(),
                (double) output.queuedBytes() / output.queueBytes());
    }

    void add(Encoders encoders) {
        for (MaskKind kind : MaskKind.values()) {
            new Part<>(encoders, "kind", word(kind))
                    .count("log.masked", "", "What was masked in the log", it -> it.masked(kind));
        }
    }

    void add(RepeatFilter repeats) {
        for (Level level : Level.values()) {
            new Part<>(repeats, "level", word(level))
                    .count("log.held.back", "", "Events of floods that were held back", it -> it.held(level));
        }
    }

    void add(String name, LogArchive archive) {
        Part<LogArchive> part = new Part<>(archive, "archive", name);
        String due = "Closed log files that are due and not archived";
        part.gauge("log.archive.backlog.files", "files", due, LogArchive::backlogFiles);
        part.gauge("log.archive.backlog.size", "bytes", due, LogArchive::backlogBytes);
        part.gauge(
                "log.archive.backlog.age",
                "seconds",
                "How long ago the oldest closed log file that is due and not archived was written to",
                it -> it.backlogAge().toMillis() / 1e3);
        part.gauge(
                "log.archive.failing",
                "",
                "1 while closed log files cannot be archived or deleted",
                it -> truth(it.failing().isPresent()));
        part.count("log.archive.files", "", "Closed log files that were archived", LogArchive::archivedTotal);
        part.count(
                "log.archive.failures",
                "",
                "Closed log files that could not be archived or deleted",
                LogArchive::failuresTotal);
        for (Deletion reason : Deletion.values()) {
            part.with("reason", reason)
                    .count("log.archive.deleted", "", "Log files that were deleted", it -> it.deletedTotal(reason));
        }
    }

    void add(LogLevels levels) {
        new Part<>(levels, Tags.empty())
                .gauge(
                        "log.levels.changed",
                        "",
                        "Loggers that have another level for a while",
                        it -> it.current().size());
    }

    void add(String name, AuditLog audit) {
        Part<AuditLog> part = new Part<>(audit, "audit", name);
        part.count("log.audit.recorded", "", "Events that are in the audit log", AuditLog::recorded);
        part.count("log.audit.failed", "", "Events that could not be recorded", AuditLog::failed);
    }

    private static double truth(boolean claim) {
        return claim ? 1 : 0;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Takes all of them out of the registry. */
    void remove() {
        registered.forEach(registry::remove);
        registered.clear();
    }

    /** Something that tells figures, and the tags of its meters. */
    private final class Part<T> {
        private final T part;
        private final Tags tags;

        Part(T part, Tags tags) {
            this.part = part;
            this.tags = tags;
        }

        Part(T part, String tag, String value) {
            this(part, Tags.of(tag, value));
        }

        Part<T> with(String tag, Enum<?> value) {
            return new Part<>(part, tags.and(tag, word(value)));
        }

        void count(String name, String unit, String description, ToDoubleFunction<T> figure) {
            registered.add(FunctionCounter.builder(name, part, figure)
                    .description(description)
                    .baseUnit(unit.isEmpty() ? null : unit)
                    .tags(tags)
                    .register(registry));
        }

        void gauge(String name, String unit, String description, ToDoubleFunction<T> figure) {
            registered.add(Gauge.builder(name, part, figure)
                    .description(description)
                    .baseUnit(unit.isEmpty() ? null : unit)
                    .tags(tags)
                    .register(registry));
        }
    }
}
