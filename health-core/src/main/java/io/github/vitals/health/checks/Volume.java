package io.github.vitals.health.checks;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** How large the file store of a path is, and how much of it is free. */
@FunctionalInterface
interface Volume {
    Volume REAL = path -> {
        if (Files.notExists(path)) {
            // Some platforms would answer for the nearest folder that does exist.
            throw new NoSuchFileException(path.toString());
        }
        FileStore store = Files.getFileStore(path);
        return new Space(store.getTotalSpace(), store.getUsableSpace());
    };

    record Space(long totalBytes, long freeBytes) {}

    Space read(Path path) throws IOException;
}
