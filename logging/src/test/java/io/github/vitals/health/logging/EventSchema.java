package io.github.vitals.health.logging;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** The contract of an event's fields, and what is wrong with an event after it. */
final class EventSchema {
    private static final Schema SCHEMA = load();

    private EventSchema() {}

    private static Schema load() {
        try (InputStream text = Objects.requireNonNull(LogEncoder.class.getResourceAsStream("event.schema.json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Nothing if it keeps the schema. */
    static List<String> faults(JsonNode event) {
        return SCHEMA.validate(event.toString(), InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }
}
