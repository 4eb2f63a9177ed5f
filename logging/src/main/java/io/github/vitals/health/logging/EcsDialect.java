package io.github.vitals.health.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** The Elastic Common Schema, names with dots. */
final class EcsDialect implements Dialect {
    static final String VERSION = "8.11.0";
    private static final SerializedString LEVEL = new SerializedString("log.level");
    private static final SerializedString ERROR = new SerializedString("ERROR");
    private static final SerializedString WARN = new SerializedString("WARN");
    private static final SerializedString INFO = new SerializedString("INFO");
    private static final SerializedString DEBUG = new SerializedString("DEBUG");
    private static final SerializedString TRACE = new SerializedString("TRACE");
    private static final SerializedString MESSAGE = new SerializedString("message");
    private static final SerializedString ECS_VERSION = new SerializedString("ecs.version");
    private static final SerializedString ECS_VERSION_VALUE = new SerializedString(VERSION);

    /** Names that stand for objects in a store; one value of that name would make it refuse the event. */
    private static final Set<String> OBJECTS = Set.of(
            "agent",
            "audit",
            "client",
            "cloud",
            "container",
            "data_stream",
            "destination",
            "ecs",
            "error",
            "event",
            "health",
            "host",
            "http",
            "kubernetes",
            "labels",
            "log",
            "network",
            "orchestrator",
            "process",
            "server",
            "service",
            "source",
            "span",
            "trace",
            "transaction",
            "url",
            "user");

    private final Timestamps timestamps = new Timestamps();

    @Override
    public void head(JsonGenerator json, ILoggingEvent event, String message) {
        timestamps.write(json, event);
        json.writeName(LEVEL);
        json.writeString(level(event.getLevel()));
        json.writeName(MESSAGE);
        json.writeString(message);
        json.writeName(ECS_VERSION);
        json.writeString(ECS_VERSION_VALUE);
    }

    private static SerializedString level(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> ERROR;
            case Level.WARN_INT -> WARN;
            case Level.INFO_INT -> INFO;
            case Level.DEBUG_INT -> DEBUG;
            default -> TRACE;
        };
    }

    @Override
    public String name(String ecs) {
        return ecs;
    }

    @Override
    public String ownName(String name) {
        boolean taken = EventFields.NAMES.contains(name)
                || OBJECTS.contains(name)
                || name.startsWith("message.")
                || name.startsWith("tags.")
                || name.startsWith("@timestamp");
        return taken ? "labels." + name : name;
    }

    @Override
    public void stackTrace(JsonGenerator json, String trace) {
        json.writeStringProperty("error.stack_trace", trace);
    }
}
