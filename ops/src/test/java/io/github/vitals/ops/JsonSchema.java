package io.github.vitals.ops;

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

/** A schema of {@code schemas/}, and what is wrong with a document after it. */
public record JsonSchema(Schema schema) {
    /** By the name of its file. */
    public static JsonSchema named(String file) throws IOException {
        JsonNode text = JsonMapper.shared().readTree(Files.readString(Path.of("schemas", file)));
        return new JsonSchema(
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(text));
    }

    /** Nothing if it keeps the schema. */
    public List<String> faults(JsonNode document) {
        return schema.validate(document.toString(), InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }
}
