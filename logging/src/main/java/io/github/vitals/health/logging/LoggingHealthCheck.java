package io.github.vitals.health.logging;

import ch.qos.logback.classic.LoggerContext;
import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.logging.archive.LogArchive;
import io.github.vitals.health.logging.file.LogOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Whether the log is written and archived. DEGRADED while an output or an archive fails, because the application works
 * without its log, and in the run after events were dropped; UP otherwise. It asks the outputs of {@code …logging.file}
 * and the archives that Logback has; others tell nothing about themselves.
 *
 * <table>
 *   <caption>Details</caption>
 *   <tr><th>detail</th><th>is</th></tr>
 *   <tr><td>{@code <output>.queued}</td><td>events that wait to be written</td></tr>
 *   <tr><td>{@code <output>.dropped}</td><td>events dropped since the start</td></tr>
 *   <tr><td>{@code <output>.failing.since}, {@code <output>.failing.why}</td><td>while it fails</td></tr>
 *   <tr><td>{@code archive.<name>.backlog}</td><td>closed files that are due and not archived</td></tr>
 *   <tr><td>{@code archive.<name>.failing.since}, {@code archive.<name>.failing.why}</td><td>while it fails</td></tr>
 * </table>
 *
 * <pre>{@code
 * .check("logging", LoggingHealthCheck.of(), policy -> policy.critical(false))
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class LoggingHealthCheck implements HealthCheck {
    private final LoggerContext context;
    private final AtomicLong droppedBefore = new AtomicLong();

    private LoggingHealthCheck(LoggerContext context) {
        this.context = context;
    }

    /**
     * A check of what SLF4J writes to.
     *
     * @return a new check
     * @throws IllegalStateException if that is not Logback
     */
    public static LoggingHealthCheck of() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext logback) {
            return new LoggingHealthCheck(logback);
        }
        throw new IllegalStateException(
                "logging: " + factory.getClass().getName() + " (expected: SLF4J writes to Logback)");
    }

    @Override
    public HealthResult check(CheckContext run) {
        List<LogOutput> outputs = LogOutputs.of(context);
        long dropped = outputs.stream().mapToLong(LoggingHealthCheck::dropped).sum();
        long lately = Math.max(0, dropped - droppedBefore.getAndSet(dropped));
        List<String> complaints = new ArrayList<>();
        for (LogOutput output : outputs) {
            output.failing().ifPresent(failure -> complaints.add(output.name() + ": " + failure.why()));
        }
        Map<String, LogArchive> archives = LogOutputs.archives(context);
        archives.forEach((name, archive) ->
                archive.failing().ifPresent(failure -> complaints.add("archive " + name + ": " + failure.why())));
        if (lately > 0) {
            complaints.add(lately + " events dropped since the run before");
        }
        HealthResult result = complaints.isEmpty()
                ? HealthResult.up()
                : HealthResult.degraded(FailureReason.SATURATED, String.join("; ", complaints));
        for (LogOutput output : outputs) {
            result = told(result, output);
        }
        for (Map.Entry<String, LogArchive> archive : archives.entrySet()) {
            result = told(result, "archive." + archive.getKey(), archive.getValue());
        }
        return result;
    }

    private static HealthResult told(HealthResult result, LogOutput output) {
        HealthResult told = result.detail(output.name() + ".queued", output.queuedEvents())
                .detail(output.name() + ".dropped", dropped(output));
        return output.failing()
                .map(failure -> failing(told, output.name(), failure.since(), failure.why()))
                .orElse(told);
    }

    private static HealthResult told(HealthResult result, String name, LogArchive archive) {
        HealthResult told = result.detail(name + ".backlog", archive.backlogFiles());
        return archive.failing()
                .map(failure -> failing(told, name, failure.since(), failure.why()))
                .orElse(told);
    }

    private static HealthResult failing(HealthResult result, String name, Instant since, String why) {
        return result.detail(name + ".failing.since", since.toString()).detail(name + ".failing.why", why);
    }

    private static long dropped(LogOutput output) {
        long sum = 0;
        for (Level level : Level.values()) {
            sum += output.dropped(level);
        }
        return sum;
    }
}
