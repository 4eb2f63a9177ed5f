package io.github.vitals.health.logging.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A directory with log files, at a time that a test says. */
final class Logs {
    static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    static final LocalDate DAY = LocalDate.parse("2026-03-05");

    /** Of the rounds of other processes: what is of DAY is kept, what is a month older is not. */
    static final Duration RETENTION = Duration.ofDays(5);

    final Path directory;
    final Path archives;
    Instant now = NOON;

    Logs(Path directory) {
        this.directory = directory;
        this.archives = directory.resolve("archive");
    }

    LogArchiveBuilder builder() {
        return LogArchive.builder(directory, "app").clock(() -> now);
    }

    /** A closed file of some lines, last written to at the end of its day, and a newest one beside it. */
    Path closed(LocalDate day, int number, int lines) throws IOException {
        write(LocalDate.ofInstant(NOON, java.time.ZoneOffset.UTC), 0, "{}\n", now);
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines; line++) {
            text.append(line(day, number, line)).append('\n');
        }
        return write(
                day, number, text.toString(), day.plusDays(1).atStartOfDay().toInstant(java.time.ZoneOffset.UTC));
    }

    static String line(LocalDate day, int number, int line) {
        return "{\"@timestamp\":\"" + day + "T10:00:" + String.format("%02d", line % 60) + "Z\",\"message\":\"" + number
                + " " + line + "\"}";
    }

    Path write(LocalDate day, int number, String text, Instant modified) throws IOException {
        Path file = directory.resolve("app-" + day + "." + number + ".json");
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(modified));
        return file;
    }

    Path archive(LocalDate day, int number) {
        return archives.resolve("app-" + day + "." + number + ".json.gz");
    }

    static String unzipped(Path archive) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    List<String> manifest() throws IOException {
        return Files.readAllLines(archives.resolve("manifest-app.jsonl"));
    }

    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}
