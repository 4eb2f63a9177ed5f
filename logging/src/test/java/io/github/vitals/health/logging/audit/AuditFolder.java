package io.github.vitals.health.logging.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** A folder with an audit log, which tests write, look into and damage. */
final class AuditFolder {
    static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

    private final Path directory;

    AuditFolder(Path directory) {
        this.directory = directory;
    }

    AuditLogBuilder builder() {
        return AuditLog.builder(directory, "audit").clock(() -> NOON);
    }

    AuditVerifier verifier() {
        return AuditVerifier.of(directory, "audit");
    }

    /** Records so many events, in files of so many bytes. */
    List<AuditHead> write(int events, long largest) {
        List<AuditHead> heads = new ArrayList<>();
        try (AuditLog audit = builder().largestFile(largest).open()) {
            for (int event = 0; event < events; event++) {
                heads.add(audit.record(event(event)));
            }
        }
        return heads;
    }

    static AuditEvent event(int number) {
        return AuditEvent.of("order-refunded")
                .user("jane")
                .target("order " + number)
                .outcome(AuditOutcome.SUCCESS);
    }

    Path path(int number) {
        return directory.resolve("audit-2026-03-14." + number + ".json");
    }

    List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(path -> path.toString().contains(".json"))
                    .sorted()
                    .toList();
        }
    }

    /** The lines of a file, without their newlines, a byte a character. */
    List<String> lines(int number) throws IOException {
        return Files.readString(path(number), ISO_8859_1).lines().toList();
    }

    void rewrite(int number, List<String> lines) throws IOException {
        Files.writeString(path(number), String.join("\n", lines) + "\n", ISO_8859_1);
    }

    void append(int number, String text) throws IOException {
        Files.writeString(path(number), Files.readString(path(number), ISO_8859_1) + text, ISO_8859_1);
    }

    /** Packs a file into a folder of the archive, as it is done when it is closed. */
    void archive(int number) throws IOException {
        Path packed = directory.resolve("archive/2026").resolve(path(number).getFileName() + ".gz");
        Files.createDirectories(packed.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(path(number), out);
        }
        Files.delete(path(number));
    }
}
