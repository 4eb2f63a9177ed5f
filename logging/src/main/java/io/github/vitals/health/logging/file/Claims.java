package io.github.vitals.health.logging.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which process writes which file: for each file a byte of the lock file is locked. The lock file stays, since deleting
 * it would let two processes hold two of the same name. Not thread-safe.
 */
final class Claims implements AutoCloseable {
    private static final long NUMBERS = 1_000_000_000L;

    private final LogFiles files;
    private @Nullable FileChannel channel;

    Claims(LogFiles files) {
        this.files = files;
    }

    /** Claims a file; empty if somebody else has it. */
    Optional<FileLock> claim(LogFiles.LogFile file) throws IOException {
        long place = file.day().toEpochDay() * NUMBERS + file.number();
        try {
            return Optional.ofNullable(channel().tryLock(place, 1, false));
        } catch (OverlappingFileLockException oursAlready) {
            return Optional.empty();
        }
    }

    private FileChannel channel() throws IOException {
        FileChannel open = channel;
        if (open == null || !open.isOpen()) {
            Files.createDirectories(files.folder());
            open = FileChannel.open(files.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel = open;
        }
        return open;
    }

    /** Gives up all claims; the next one makes the lock file again if it is gone. */
    @Override
    public void close() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException lost) {
                // The claims are gone either way.
            }
        }
    }
}
