package io.github.vitals.health.logging;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How an event is written. */
public enum LogFormat {
    /** One line of JSON with the field names of the Elastic Common Schema, dotted. */
    ECS,
    /** One line of JSON with the field names that logstash-logback-encoder gives. */
    LOGSTASH,
    /** One line of JSON as the Graylog Extended Log Format 1.1 has it. */
    GELF,
    /** Lines for a person: time, level, thread, logger, message, fields, stack trace. */
    CONSOLE;

    static LogFormat of(String name) {
        try {
            return valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            String names = Arrays.stream(values())
                    .map(format -> format.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException("format: " + name + " (expected: one of " + names + ")", unknown);
        }
    }
}
