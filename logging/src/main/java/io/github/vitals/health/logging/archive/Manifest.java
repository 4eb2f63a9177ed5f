package io.github.vitals.health.logging.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The list of what is archived, one line of JSON each, only ever appended to. Not thread-safe. */
final class Manifest {
    private final Path file;
    private final Map<String, ArchivedLog> live = new LinkedHashMap<>();
    private final Map<String, Gone> deleted = new HashMap<>();
    private int damaged;

    /** Why an archive was to be deleted, and what was known of it unless that cannot be read. */
    record Gone(Deletion reason, Optional<ArchivedLog> log) {}

    private Manifest(Path file) {
        this.file = file;
    }

    static Path file(Path directory, String name) {
        return directory.resolve("manifest-" + name + ".jsonl");
    }

    /** Reads it as it is; a last line without an end was never written whole and is passed over. */
    static Manifest read(Path directory, String name) throws IOException {
        Manifest manifest = new Manifest(file(directory, name));
        if (Files.exists(manifest.file, LinkOption.NOFOLLOW_LINKS)) {
            manifest.parse(Files.readAllBytes(manifest.file));
        }
        return manifest;
    }

    /** Reads it and takes a torn last line away: what it was to say was not acted upon. */
    static Manifest healed(Path directory, String name) throws IOException {
        Manifest manifest = new Manifest(file(directory, name));
        try (FileChannel channel = manifest.open()) {
            byte[] content = Files.readAllBytes(manifest.file);
            int whole = wholeLines(content);
            if (whole < content.length) {
                channel.truncate(whole);
                channel.force(true);
            }
            manifest.parse(content);
        }
        return manifest;
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private static int wholeLines(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private void parse(byte[] content) {
        String whole = new String(content, 0, wholeLines(content), StandardCharsets.UTF_8);
        whole.lines().forEach(line -> ManifestLine.parse(line).ifPresentOrElse(this::took, () -> damaged++));
    }

    private void took(ManifestLine line) {
        line.log().ifPresent(log -> {
            live.put(line.archive(), log);
            deleted.remove(line.archive());
        });
        if (line.event().equals(ManifestLine.DELETED)) {
            Optional<ArchivedLog> log = Optional.ofNullable(live.remove(line.archive()));
            line.reason().ifPresent(reason -> deleted.put(line.archive(), new Gone(reason, log)));
        }
    }

    List<ArchivedLog> live() {
        return List.copyOf(live.values());
    }

    Optional<ArchivedLog> live(String archive) {
        return Optional.ofNullable(live.get(archive));
    }

    /** The entries of an original of this name: more than one if the name was used again. */
    List<ArchivedLog> ofFile(String original) {
        return live.values().stream().filter(log -> log.file().equals(original)).toList();
    }

    /** Why it was to be deleted, if it was. */
    Optional<Gone> deleted(String archive) {
        return Optional.ofNullable(deleted.get(archive));
    }

    boolean knows(String archive) {
        return live.containsKey(archive) || deleted.containsKey(archive);
    }

    /** Every name that was ever an archive's. */
    Set<String> names() {
        Set<String> names = new HashSet<>(deleted.keySet());
        names.addAll(live.keySet());
        return names;
    }

    /** How many lines cannot be read. */
    int damaged() {
        return damaged;
    }

    void archived(ArchivedLog log) throws IOException {
        append(ManifestLine.archived(log));
        took(new ManifestLine(ManifestLine.ARCHIVED, log.archive(), Optional.of(log), Optional.empty()));
    }

    void deleted(String archive, Deletion reason, Instant now) throws IOException {
        append(ManifestLine.deleted(archive, reason, now));
        took(new ManifestLine(ManifestLine.DELETED, archive, Optional.empty(), Optional.of(reason)));
    }

    void dropped(LogFile original, Instant now) throws IOException {
        append(ManifestLine.dropped(original, now));
    }

    /** All of the line, or nothing of it. */
    private void append(byte[] line) throws IOException {
        try (FileChannel channel = open()) {
            long before = channel.size();
            channel.position(before);
            try {
                Durable.write(channel, line);
                channel.force(true);
                if (before == 0) {
                    Durable.sync(file);
                }
            } catch (IOException failed) {
                channel.truncate(before);
                throw failed;
            }
        }
    }
}
