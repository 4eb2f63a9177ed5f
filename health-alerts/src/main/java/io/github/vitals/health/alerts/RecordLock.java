package io.github.vitals.health.alerts;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The right to write to a file. What is locked is a file beside it, which stays when it is replaced by a new one. */
final class RecordLock implements AutoCloseable {
    /**
     * Those of this process. It must not even try to lock a file twice: closing the second channel would give up the
     * lock of the first, on POSIX systems.
     */
    private static final Set<Path> TAKEN = new HashSet<>();

    private final Path file;
    private final Path beside;
    private @Nullable FileChannel channel;
    private @Nullable Object key;

    RecordLock(Path file) {
        this.file = file;
        this.beside = file.resolveSibling(file.getFileName() + ".lock");
    }

    /**
     * Takes it, unless it is taken, and again if the file that was locked is not there any more.
     *
     * @throws IOException if another has it
     */
    void take() throws IOException {
        synchronized (TAKEN) {
            if (channel != null && Files.exists(beside) && Objects.equals(key, RecordFiles.key(beside))) {
                return;
            }
            close();
            if (TAKEN.contains(file)) {
                throw takenBy("this");
            }
            channel = locked();
            key = RecordFiles.key(beside);
            TAKEN.add(file);
        }
    }

    private FileChannel locked() throws IOException {
        RecordFiles.create(beside);
        FileChannel opened = FileChannel.open(beside, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = opened.tryLock() != null;
        } catch (OverlappingFileLockException byAnotherClassLoader) {
            throw takenBy("this");
        } finally {
            if (!locked) {
                opened.close();
            }
        }
        if (!locked) {
            throw takenBy("another");
        }
        return opened;
    }

    private IOException takenBy(String who) {
        return new IOException(
                "file: " + file + " (expected: one that nobody has open; " + who + " process has it open)");
    }

    @Override
    public void close() throws IOException {
        synchronized (TAKEN) {
            if (channel != null) {
                TAKEN.remove(file);
                channel.close();
                channel = null;
            }
        }
    }
}
