package io.github.vitals.health.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.math.BigDecimal;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/**
 * The Graylog Extended Log Format 1.1: five names of its own, all others begin with an underscore and have letters,
 * digits, underscores, hyphens and dots; values are texts and numbers.
 */
final class GelfDialect implements Dialect {
    private final String host;

    GelfDialect(String host) {
        this.host = host;
    }

    @Override
    public void head(JsonGenerator json, ILoggingEvent event, String message) {
        json.writeStringProperty("version", "1.1");
        json.writeStringProperty("host", host);
        json.writeStringProperty("short_message", message.isBlank() ? "-" : message);
        json.writeName("timestamp");
        json.writeNumber(seconds(event.getInstant()));
        json.writeNumberProperty("level", syslog(event.getLevel()));
    }

    private static BigDecimal seconds(Instant when) {
        return BigDecimal.valueOf(when.toEpochMilli(), 3);
    }

    /** The severities of RFC 5424. */
    private static int syslog(Level level) {
        if (level.isGreaterOrEqual(Level.ERROR)) {
            return 3;
        }
        if (level.isGreaterOrEqual(Level.WARN)) {
            return 4;
        }
        return level.isGreaterOrEqual(Level.INFO) ? 6 : 7;
    }

    @Override
    public String name(String ecs) {
        return '_' + ecs;
    }

    @Override
    public String ownName(String name) {
        StringBuilder result = new StringBuilder("_");
        if (name.equals("id") || EventFields.NAMES.contains(name)) {
            result.append("labels.");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean allowed = (c < 128 && Character.isLetterOrDigit(c)) || "_.-".indexOf(c) >= 0;
            result.append(allowed ? c : '_');
        }
        return result.toString();
    }

    @Override
    public void truth(JsonGenerator json, boolean value) {
        json.writeString(Boolean.toString(value));
    }

    @Override
    public boolean arrays() {
        return false;
    }

    @Override
    public void stackTrace(JsonGenerator json, String trace) {
        json.writeStringProperty("full_message", trace);
    }
}
