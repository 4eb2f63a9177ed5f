package io.github.vitals.health.logging.audit;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Collects what an {@link AuditLog} is opened with. Not thread-safe. */
public final class AuditLogBuilder {
    private static final long LARGEST = 100L * 1024 * 1024;

    private final Path directory;
    private final String name;
    private Optional<Path> archive = Optional.empty();
    private Seal seal = Seal.open();
    private long largest = LARGEST;
    private InstantSource clock = InstantSource.system();

    AuditLogBuilder(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    /**
     * Seals each line with HMAC-SHA-256, so that who can write the file but not read the key cannot make the chain anew.
     * Without a key it is SHA-256.
     *
     * @param file whose bytes are the key, line ends at its end aside: at least 32
     * @return this builder
     * @throws IllegalArgumentException if it cannot be read or is too short
     */
    public AuditLogBuilder key(Path file) {
        seal = Seal.keyed(file);
        return this;
    }

    /**
     * Where closed files are moved to, with which the chain goes on if no other is left.
     *
     * @param folder {@code archive} in the log's directory by default; it need not be there
     * @return this builder
     */
    public AuditLogBuilder archive(Path folder) {
        archive = Optional.of(folder);
        return this;
    }

    /**
     * How large a file may become before the next one is begun, which is also done at midnight UTC.
     *
     * @param bytes 100 MiB by default
     * @return this builder
     * @throws IllegalArgumentException if it is not more than 0
     */
    public AuditLogBuilder largestFile(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("largestFile: " + bytes + " (expected: > 0)");
        }
        largest = bytes;
        return this;
    }

    AuditLogBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    /**
     * Opens the log and goes on where it ended. The newest file is read for that.
     *
     * @return a log, to be closed
     * @throws IllegalArgumentException if the name is not one of a file
     * @throws AuditFailedException if it cannot be written to, is open already, or ends with a line that was changed
     */
    public AuditLog open() {
        return AuditLog.open(name, new AuditFiles(directory, name, archive), seal, largest, clock);
    }
}
