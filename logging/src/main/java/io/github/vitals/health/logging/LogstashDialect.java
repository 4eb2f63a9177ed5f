package io.github.vitals.health.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** The names that logstash-logback-encoder gives, for those who have stores and dashboards by them. */
final class LogstashDialect implements Dialect {
    private static final Map<String, String> NAMES = Map.of(
            "log.logger", "logger_name",
            "process.thread.name", "thread_name",
            "error.stack_hash", "stack_hash");
    private static final Set<String> TAKEN =
            Set.of("@version", "level", "level_value", "logger_name", "thread_name", "stack_trace", "stack_hash");

    private final Timestamps timestamps = new Timestamps();

    @Override
    public void head(JsonGenerator json, ILoggingEvent event, String message) {
        timestamps.write(json, event);
        json.writeStringProperty("@version", "1");
        json.writeStringProperty("level", event.getLevel().toString());
        json.writeNumberProperty("level_value", event.getLevel().toInt());
        json.writeStringProperty("message", message);
    }

    @Override
    public String name(String ecs) {
        return NAMES.getOrDefault(ecs, ecs);
    }

    @Override
    public String ownName(String name) {
        return TAKEN.contains(name) || EventFields.NAMES.contains(name) ? "labels." + name : name;
    }

    @Override
    public void stackTrace(JsonGenerator json, String trace) {
        json.writeStringProperty("stack_trace", trace);
    }
}
