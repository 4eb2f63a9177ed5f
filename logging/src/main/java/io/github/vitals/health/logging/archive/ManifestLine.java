package io.github.vitals.health.logging.archive;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One line of the manifest: something was archived, deleted or, unarchived, dropped. Immutable. */
record ManifestLine(String event, String archive, Optional<ArchivedLog> log, Optional<Deletion> reason) {
    static final String ARCHIVED = "archived";
    static final String DELETED = "deleted";
    static final String DROPPED = "dropped";
    private static final JsonMapper JSON = new JsonMapper();

    static byte[] archived(ArchivedLog log) {
        ObjectNode line = line(ARCHIVED, log.archivedAt());
        line.put("file", log.file()).put("archive", log.archive()).put("class", log.logClass());
        line.put("raw_sha256", log.rawSha256()).put("raw_bytes", log.rawBytes());
        line.put("archive_sha256", log.archiveSha256()).put("archive_bytes", log.archiveBytes());
        line.put("lines", log.lines()).put("torn", log.torn());
        log.first().ifPresent(first -> line.put("first", first.toString()));
        log.last().ifPresent(last -> line.put("last", last.toString()));
        line.put("recovered", log.recovered());
        return bytes(line);
    }

    static byte[] deleted(String archive, Deletion reason, Instant now) {
        return bytes(line(DELETED, now).put("archive", archive).put("reason", reason.text()));
    }

    static byte[] dropped(LogFile file, Instant now) {
        return bytes(line(DROPPED, now)
                .put("file", file.name().live())
                .put("raw_bytes", file.bytes())
                .put("reason", Deletion.UNARCHIVED.text()));
    }

    /** Reads a line; empty if it is damaged. */
    static Optional<ManifestLine> parse(String text) {
        try {
            JsonNode line = JSON.readTree(text);
            String event = line.required("event").asString();
            return switch (event) {
                case ARCHIVED ->
                    Optional.of(new ManifestLine(
                            event, line.required("archive").asString(), Optional.of(log(line)), Optional.empty()));
                case DELETED ->
                    Optional.of(new ManifestLine(
                            event, line.required("archive").asString(), Optional.empty(), Optional.of(reason(line))));
                case DROPPED ->
                    Optional.of(new ManifestLine(event, "", Optional.empty(), Optional.of(Deletion.UNARCHIVED)));
                default -> Optional.empty();
            };
        } catch (JacksonException | DateTimeException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    private static ArchivedLog log(JsonNode line) {
        return new ArchivedLog(
                line.required("file").asString(),
                line.required("archive").asString(),
                line.required("class").asString(),
                line.required("raw_sha256").asString(),
                line.required("raw_bytes").asLong(),
                line.required("archive_sha256").asString(),
                line.required("archive_bytes").asLong(),
                line.required("lines").asLong(),
                line.required("torn").asBoolean(),
                time(line, "first"),
                time(line, "last"),
                Instant.parse(line.required("at").asString()),
                line.required("recovered").asBoolean());
    }

    private static Deletion reason(JsonNode line) {
        return Deletion.valueOf(line.required("reason").asString().toUpperCase(Locale.ROOT));
    }

    private static Optional<Instant> time(JsonNode line, String field) {
        return line.has(field) ? Optional.of(Instant.parse(line.required(field).asString())) : Optional.empty();
    }

    private static ObjectNode line(String event, Instant now) {
        return JSON.createObjectNode().put("event", event).put("at", now.toString());
    }

    private static byte[] bytes(ObjectNode line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
