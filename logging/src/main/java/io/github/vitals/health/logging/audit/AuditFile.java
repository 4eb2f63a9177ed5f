package io.github.vitals.health.logging.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that bytes are added to. Not a channel: an interrupt of one caller would close it for all. Appending and
 * syncing may be done at the same time by two threads, nothing else.
 */
final class AuditFile implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile file;
    private final @Nullable Object key;

    private AuditFile(Path path, RandomAccessFile file) throws IOException {
        this.path = path;
        this.file = file;
        this.key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    static AuditFile open(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            return new AuditFile(path, file);
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    /** A new one, whose name is on the disk too. */
    static AuditFile create(Path path) throws IOException {
        Files.createFile(path);
        syncFolder(path.toAbsolutePath().getParent());
        return open(path);
    }

    Path path() {
        return path;
    }

    /** @throws NotThere if somebody else has made it longer or shorter */
    void append(long end, byte[] bytes) throws IOException {
        if (file.length() != end) {
            throw new NotThere(path);
        }
        file.seek(end);
        file.write(bytes);
    }

    void shrink(long length) throws IOException {
        if (file.length() != length) {
            file.setLength(length);
        }
    }

    /**
     * Returns when everything is on the disk, and can be found there.
     *
     * @throws NotThere if the file was taken away, replaced or cut
     */
    void sync(long least) throws IOException {
        file.getFD().sync();
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            if (!Objects.equals(now.fileKey(), key) || now.size() < least) {
                throw new NotThere(path);
            }
        } catch (NoSuchFileException gone) {
            throw new NotThere(path);
        }
    }

    /** Somebody took the file away, put another in its place, or changed it. */
    static final class NotThere extends IOException {
        private static final long serialVersionUID = 1L;

        NotThere(Path path) {
            super("file: " + path + " was removed, replaced or changed (expected: only the log touches it)");
        }
    }

    /** Not all systems can; the interrupt of a caller is kept for later, because it would close the channel. */
    private static void syncFolder(@Nullable Path folder) throws IOException {
        if (folder == null || System.getProperty("os.name", "").startsWith("Windows")) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
