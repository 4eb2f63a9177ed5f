package io.github.vitals.health.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import tools.jackson.core.JsonGenerator;

/** What one JSON format has of its own: how it begins, and what it calls the fields. */
interface Dialect {
    /** Writes what each event has: when, how severe, and the message. */
    void head(JsonGenerator json, ILoggingEvent event, String message);

    /** What a field is called, given its name in ECS; for fields that this library writes. */
    String name(String ecs);

    /** What a field of the application's own is called; the same for the same name, always. */
    String ownName(String name);

    /** Writes a truth. */
    default void truth(JsonGenerator json, boolean value) {
        json.writeBoolean(value);
    }

    /** Whether a field may have several values. */
    default boolean arrays() {
        return true;
    }

    /** Writes the text of what was thrown. */
    void stackTrace(JsonGenerator json, String trace);
}
