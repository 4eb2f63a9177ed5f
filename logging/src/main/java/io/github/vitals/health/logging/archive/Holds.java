package io.github.vitals.health.logging.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The legal holds of an archive directory, in one file. Thread-safe, between processes too. */
final class Holds {
    private static final Logger LOG = LoggerFactory.getLogger(LogArchive.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;
    private final Path file;

    Holds(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("holds.json");
    }

    /** What is done with the holds while no other can set or release one. */
    interface Use {
        void with(List<LegalHold> holds) throws IOException;
    }

    void use(Use use) throws IOException {
        DirectoryLock.with(directory, "holds.lock", () -> {
            Durable.clean(file);
            use.with(list());
        });
    }

    void set(LegalHold hold) throws IOException {
        use(holds -> {
            if (holds.stream().anyMatch(other -> other.id().equals(hold.id()))) {
                throw new IllegalArgumentException("id: " + hold.id() + " (expected: not held yet)");
            }
            List<LegalHold> more = new ArrayList<>(holds);
            more.add(hold);
            write(more);
        });
        told("A legal hold was set", "legal-hold-set", hold, hold.by());
    }

    void release(String id, String by) throws IOException {
        LegalHold.required("by", by);
        List<LegalHold> released = new ArrayList<>();
        use(holds -> {
            holds.stream().filter(hold -> hold.id().equals(id)).forEach(released::add);
            if (released.isEmpty()) {
                throw new IllegalArgumentException("id: " + id + " (expected: one that is held)");
            }
            write(holds.stream().filter(hold -> !hold.id().equals(id)).toList());
        });
        told("A legal hold was released", "legal-hold-released", released.get(0), by);
    }

    private static void told(String what, String action, LegalHold hold, String by) {
        LOG.atInfo()
                .addKeyValue("event.action", action)
                .addKeyValue("hold.id", hold.id())
                .addKeyValue("hold.name", hold.name())
                .addKeyValue("hold.class", hold.logClass())
                .addKeyValue("hold.from", hold.from().toString())
                .addKeyValue("hold.to", hold.to().toString())
                .addKeyValue("hold.reason", hold.reason())
                .addKeyValue("hold.by", by)
                .log(what);
    }

    /** Those that are set; a file that cannot be read is an error, never no hold. */
    List<LegalHold> list() throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (JacksonException | DateTimeException | IllegalArgumentException | IOException damaged) {
            throw new IOException(
                    "holds.json: damaged (expected: the legal holds; nothing is deleted until then)", damaged);
        }
    }

    private static List<LegalHold> parse(String text) {
        JsonNode all = JSON.readTree(text);
        if (!all.isArray()) {
            throw new IllegalArgumentException("holds: " + all.getNodeType() + " (expected: an array)");
        }
        List<LegalHold> holds = new ArrayList<>();
        for (JsonNode hold : all) {
            holds.add(new LegalHold(
                    hold.required("id").asString(),
                    hold.required("name").asString(),
                    hold.required("class").asString(),
                    LocalDate.parse(hold.required("from").asString()),
                    LocalDate.parse(hold.required("to").asString()),
                    hold.required("reason").asString(),
                    hold.required("by").asString()));
        }
        return holds;
    }

    private void write(List<LegalHold> holds) throws IOException {
        ArrayNode all = JSON.createArrayNode();
        for (LegalHold hold : holds) {
            all.addObject()
                    .put("id", hold.id())
                    .put("name", hold.name())
                    .put("class", hold.logClass())
                    .put("from", hold.from().toString())
                    .put("to", hold.to().toString())
                    .put("reason", hold.reason())
                    .put("by", hold.by());
        }
        Durable.replace(file, (all + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
