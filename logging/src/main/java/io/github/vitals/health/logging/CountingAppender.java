package io.github.vitals.health.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Counts events by level and group of loggers. Thread-safe. */
final class CountingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final String OTHER = "other";
    private static final int MOST_LOGGERS = 10_000;
    private static final List<Level> LEVELS = List.of(Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR);

    private final MeterRegistry registry;
    private final Map<String, List<String>> groups;
    private final Map<String, Map<Level, Counter>> byGroup = new HashMap<>();
    private final Map<String, Map<Level, Counter>> byLogger = new ConcurrentHashMap<>();

    CountingAppender(Map<String, List<String>> groups, MeterRegistry registry) {
        this.registry = registry;
        this.groups = new LinkedHashMap<>(groups);
        groups.keySet().forEach(group -> byGroup.put(group, counters(group, registry)));
        byGroup.computeIfAbsent(OTHER, group -> counters(group, registry));
        setName("vitals-log-metrics");
    }

    private static Map<Level, Counter> counters(String group, MeterRegistry registry) {
        Map<Level, Counter> counters = new HashMap<>();
        for (Level level : LEVELS) {
            counters.put(
                    level,
                    Counter.builder("log.events")
                            .description("Events that were logged")
                            .tag("level", level.toString().toLowerCase(Locale.ROOT))
                            .tag("group", group)
                            .register(registry));
        }
        return counters;
    }

    /** Takes the counters out of the registry. */
    void remove() {
        byGroup.values().forEach(counters -> counters.values().forEach(registry::remove));
    }

    @Override
    protected void append(ILoggingEvent event) {
        Counter counter = counters(event.getLoggerName()).get(event.getLevel());
        if (counter != null) {
            counter.increment();
        }
    }

    private Map<Level, Counter> counters(String logger) {
        Map<Level, Counter> known = byLogger.get(logger);
        if (known != null) {
            return known;
        }
        Map<Level, Counter> found = Objects.requireNonNull(byGroup.get(groupOf(logger)));
        if (byLogger.size() < MOST_LOGGERS) {
            byLogger.put(logger, found);
        }
        return found;
    }

    private String groupOf(String logger) {
        for (Map.Entry<String, List<String>> group : groups.entrySet()) {
            for (String prefix : group.getValue()) {
                if (logger.equals(prefix) || logger.startsWith(prefix + ".")) {
                    return group.getKey();
                }
            }
        }
        return OTHER;
    }
}
