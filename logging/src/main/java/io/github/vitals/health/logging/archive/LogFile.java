package io.github.vitals.health.logging.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A log file as it was seen at one moment. Immutable. */
record LogFile(
        Path path,
        LogFileName name,
        long bytes,
        Instant modified,
        @Nullable Object key) {
    static LogFile of(Path path, LogFileName name) throws IOException {
        BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new LogFile(path, name, seen.size(), seen.lastModifiedTime().toInstant(), seen.fileKey());
    }

    /** Whether it is still the same file, and nobody has written to it. */
    boolean unchanged() throws IOException {
        LogFile now = of(path, name);
        return now.bytes == bytes && now.modified.equals(modified) && Objects.equals(now.key, key);
    }
}
