package io.github.vitals.health.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import net.logstash.logback.composite.AbstractJsonProvider;
import tools.jackson.core.JsonGenerator;

/** Writes what is the same in each event: which service this is. */
final class ConstantFields extends AbstractJsonProvider<ILoggingEvent> {
    private final Map<String, String> fields;

    ConstantFields(Map<String, String> fields) {
        this.fields = new LinkedHashMap<>(fields);
    }

    @Override
    public void writeTo(JsonGenerator generator, ILoggingEvent event) {
        fields.forEach(generator::writeStringProperty);
    }
}
