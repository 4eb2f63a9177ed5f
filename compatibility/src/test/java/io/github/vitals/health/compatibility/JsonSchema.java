package io.github.vitals.health.compatibility;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A JSON schema, and what is wrong with a document after it. */
final class JsonSchema {
    private final Schema schema;

    private JsonSchema(JsonNode text) {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text);
    }

    static JsonSchema of(Path file) throws IOException {
        return new JsonSchema(read(file));
    }

    /** The same, but fields that the schema does not name are faults too. */
    static JsonSchema strict(Path file) throws IOException {
        JsonNode text = read(file);
        close(text);
        return new JsonSchema(text);
    }

    static JsonNode read(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    private static void close(JsonNode node) {
        node.forEach(JsonSchema::close);
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
    }

    List<String> faults(String document) {
        return schema
                .validate(
                        document,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }
}
