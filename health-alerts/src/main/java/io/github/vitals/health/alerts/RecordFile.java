package io.github.vitals.health.alerts;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are added to, each of which is on the disk when that returns. No channel: one is closed when the
 * thread is interrupted that uses it.
 */
final class RecordFile implements AutoCloseable {
    private final Path path;
    private @Nullable RandomAccessFile open;
    private @Nullable Object key;
    private long size;

    RecordFile(Path path) {
        this.path = path;
    }

    long size() {
        return size;
    }

    /** Goes on behind so many bytes of the file that is there; cuts off what comes after them. */
    void open(long whole) throws IOException {
        close();
        RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw");
        open = opened;
        key = RecordFiles.key(path);
        size = whole;
        cut(opened);
    }

    /** Whether lines can be added: the file is there, and is the one that was opened, and has nothing in it but lines. */
    boolean usable() throws IOException {
        RandomAccessFile file = open;
        if (file == null || !Files.exists(path) || !Objects.equals(key, RecordFiles.key(path))) {
            return false;
        }
        cut(file);
        return file.length() == size;
    }

    /** Adds a line; what was written of it is cut off if that fails, at the latest when {@link #usable()} is asked. */
    void append(byte[] line) throws IOException {
        RandomAccessFile file = Objects.requireNonNull(open);
        try {
            file.seek(size);
            file.write(line);
            file.getFD().sync();
            size += line.length;
        } catch (IOException failure) {
            try {
                cut(file);
            } catch (IOException again) {
                failure.addSuppressed(again);
            }
            throw failure;
        }
    }

    private void cut(RandomAccessFile file) throws IOException {
        if (file.length() > size) {
            file.setLength(size);
            file.getFD().sync();
        }
    }

    /** Puts a file with these records in the place of the one that is there; that stays as it is if this fails. */
    void replace(MemoryRecords records) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(next);
        RecordFiles.create(next);
        try {
            long written = write(records, next);
            close();
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            open(written);
            RecordFiles.forceFolder(path);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static long write(MemoryRecords records, Path file) throws IOException {
        try (FileOutputStream plain = new FileOutputStream(file.toFile());
                OutputStream stream = new BufferedOutputStream(plain)) {
            records.each(batch -> stream.write(RecordLine.of(batch)));
            stream.flush();
            plain.getFD().sync();
        }
        return Files.size(file);
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
