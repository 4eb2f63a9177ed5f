package io.github.vitals.health.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import io.github.vitals.health.logging.archive.LogArchive;
import io.github.vitals.health.logging.archive.LogArchiving;
import io.github.vitals.health.logging.audit.AuditLog;
import io.github.vitals.health.logging.levels.LogLevels;
import io.github.vitals.health.logging.suppress.RepeatFilter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * What the log of an application does, as meters.
 *
 * <table>
 *   <caption>Meters</caption>
 *   <tr><th>meter</th><th>tags</th><th>is</th></tr>
 *   <tr><td>{@code log.events}</td><td>level, group</td><td>events that were logged; the group is one of
 *     {@link #group}, or {@code other}</td></tr>
 *   <tr><td>{@code log.written}, {@code log.written.size} (bytes)</td><td>output</td><td>events and bytes that were
 *     written</td></tr>
 *   <tr><td>{@code log.queue.events}, {@code log.queue.used} (0 to 1)</td><td>output</td><td>what waits, and how full the
 *     queue is</td></tr>
 *   <tr><td>{@code log.dropped}</td><td>output, level</td><td>events dropped because the queue was full</td></tr>
 *   <tr><td>{@code log.failing}</td><td>output</td><td>1 while nothing can be written, or the next file cannot be opened</td></tr>
 *   <tr><td>{@code log.not.encoded}</td><td>output</td><td>events that the encoder threw at</td></tr>
 *   <tr><td>{@code log.torn.lines}</td><td>output</td><td>lines that a crash had torn; of files</td></tr>
 *   <tr><td>{@code log.files.deleted}</td><td>output</td><td>closed files that the output deleted; of files</td></tr>
 *   <tr><td>{@code log.masked}</td><td>kind</td><td>what was masked, in each output</td></tr>
 *   <tr><td>{@code log.held.back}</td><td>level</td><td>events of floods that were held back</td></tr>
 *   <tr><td>{@code log.archive.backlog.files}, {@code log.archive.backlog.size} (bytes),
 *     {@code log.archive.backlog.age} (seconds), {@code log.archive.failing}, {@code log.archive.files},
 *     {@code log.archive.failures}</td><td>archive</td><td>of {@link #archive}, and of each {@link LogArchiving} that
 *     Logback has</td></tr>
 *   <tr><td>{@code log.archive.deleted}</td><td>archive, reason</td><td>files that were deleted</td></tr>
 *   <tr><td>{@code log.levels.changed}</td><td></td><td>loggers that have another level now, of {@link #levels}</td></tr>
 *   <tr><td>{@code log.audit.recorded}, {@code log.audit.failed}</td><td>audit</td><td>of {@link #audit}</td></tr>
 * </table>
 *
 * <p>Outputs are those of {@code …logging.file} that Logback has when this is bound; when Logback has read another
 * configuration, those of that one. What was set up by code after that is not known. Reading a meter waits for no disk.
 *
 * <pre>{@code
 * LogMetrics metrics = LogMetrics.of().group("sql", "org.hibernate", "com.zaxxer.hikari");
 * metrics.bindTo(meters);
 * }</pre>
 *
 * <p>Set up by one thread; thread-safe from then on.
 */
public final class LogMetrics implements MeterBinder, AutoCloseable {
    private final LoggerContext context;
    private final Map<String, List<String>> groups = new LinkedHashMap<>();
    private final Map<String, LogArchive> archives = new LinkedHashMap<>();
    private final Map<String, AuditLog> audits = new LinkedHashMap<>();
    private final List<FollowingMeters> bound = new CopyOnWriteArrayList<>();
    private Optional<LogLevels> levels = Optional.empty();

    private LogMetrics(LoggerContext context) {
        this.context = context;
    }

    /**
     * Meters of what SLF4J writes to.
     *
     * @return without groups, archives, levels and audit logs
     * @throws IllegalStateException if that is not Logback
     */
    public static LogMetrics of() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext logback) {
            return new LogMetrics(logback);
        }
        throw new IllegalStateException(
                "logging: " + factory.getClass().getName() + " (expected: SLF4J writes to Logback)");
    }

    /**
     * Counts the events of some loggers together.
     *
     * @param name of the group
     * @param loggers names of loggers; those below them belong to the group, too
     * @return this
     * @throws IllegalArgumentException if there are no loggers
     */
    public LogMetrics group(String name, String... loggers) {
        if (loggers.length == 0) {
            throw new IllegalArgumentException("loggers: none (expected: names of loggers of the group " + name + ")");
        }
        groups.put(name, List.of(loggers));
        return this;
    }

    /**
     * Adds the meters of an archive. One that Logback has by its configuration is known without.
     *
     * @param name value of the tag archive
     * @param archive of logs
     * @return this
     */
    public LogMetrics archive(String name, LogArchive archive) {
        archives.put(name, archive);
        return this;
    }

    /**
     * Adds how many levels are changed.
     *
     * @param changed levels at run time
     * @return this
     */
    public LogMetrics levels(LogLevels changed) {
        levels = Optional.of(changed);
        return this;
    }

    /**
     * Adds the meters of an audit log.
     *
     * @param name value of the tag audit
     * @param audit log
     * @return this
     */
    public LogMetrics audit(String name, AuditLog audit) {
        audits.put(name, audit);
        return this;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FollowingMeters meters = new FollowingMeters(context, groups, this::add, registry);
        bound.add(meters);
        meters.start();
    }

    private void add(LogMeters meters) {
        LogOutputs.of(context).forEach(meters::add);
        meters.add(Encoders.of(context));
        for (TurboFilter filter : new ArrayList<>(context.getTurboFilterList())) {
            if (filter instanceof RepeatFilter repeats) {
                meters.add(repeats);
            }
        }
        known().forEach(meters::add);
        levels.ifPresent(meters::add);
        audits.forEach(meters::add);
    }

    private Map<String, LogArchive> known() {
        Map<String, LogArchive> known = new LinkedHashMap<>(archives);
        LogOutputs.archives(context).forEach(known::putIfAbsent);
        return known;
    }

    /** Takes the meters out of each registry that it was bound to. */
    @Override
    public void close() {
        bound.forEach(FollowingMeters::stop);
        bound.clear();
    }
}
