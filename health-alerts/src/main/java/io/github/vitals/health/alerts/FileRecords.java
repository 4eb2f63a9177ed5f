package io.github.vitals.health.alerts;

import io.github.vitals.health.shared.RecordLimits;
import io.github.vitals.health.shared.RecordStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps records in a file that batches are added to, a line each, and in memory. A batch is on the disk when its write
 * returns, and there as a whole or not at all, whatever becomes of the process or the power. A file that has grown to
 * more than four times what it keeps is written anew.
 *
 * <p>A write that fails changes nothing, and the next one begins afresh: with a file that is not there any more, or was
 * replaced, it puts all that it knows into a new one. A line that the disk has damaged is lost and no other: the file is
 * copied beside, and written anew with what could be read.
 *
 * <p>Thread-safe.
 */
final class FileRecords implements RecordStore {
    private static final Logger log = LoggerFactory.getLogger(FileRecords.class);

    private static final long SMALLEST = 1 << 20;
    private static final int MOST_WASTE = 4;

    private final Path path;
    private final RecordFile file;
    private final RecordLock lock;
    private final long smallest;
    private final MemoryRecords image = new MemoryRecords();
    private long live;
    private long compactAbove;
    private boolean closed;

    private FileRecords(Path path, long smallest) {
        this.path = path;
        this.file = new RecordFile(path);
        this.lock = new RecordLock(path);
        this.smallest = smallest;
        this.compactAbove = smallest;
    }

    /**
     * Opens a file, which is made, with its folders, if it is not there.
     *
     * @throws IllegalArgumentException if it is a folder
     * @throws UncheckedIOException if it cannot be used, or another has it open
     */
    static FileRecords open(Path file) {
        return open(file, SMALLEST);
    }

    /** @param smallest up to how many bytes a file is never written anew */
    static FileRecords open(Path file, long smallest) {
        try {
            Path path = RecordFiles.real(file);
            FileRecords records = new FileRecords(path, smallest);
            boolean loaded = false;
            try {
                records.load();
                loaded = true;
            } finally {
                if (!loaded) {
                    records.close();
                }
            }
            return records;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
    }

    private void load() throws IOException {
        lock.take();
        RecordFiles.create(path);
        RecordFiles.forceFolder(path);
        RecordScan scan = RecordScan.of(Files.readAllBytes(path), this::apply);
        if (scan.damaged() > 0) {
            Path aside = RecordFiles.copyAside(path);
            log.atError()
                    .addKeyValue("file", path)
                    .addKeyValue("copy", aside)
                    .addKeyValue("lines", scan.damaged())
                    .log("A file of alerts was damaged: what could be read is kept, a copy is set aside");
            file.replace(image);
            return;
        }
        if (scan.torn() > 0) {
            log.atWarn()
                    .addKeyValue("file", path)
                    .addKeyValue("bytes", scan.torn())
                    .log("A file of alerts ended with what was not written to its end, which is cut off");
        }
        file.open(scan.whole());
    }

    @Override
    public Map<String, String> read(String space) {
        return image.read(space);
    }

    @Override
    public synchronized void write(String space, Map<String, Optional<String>> changes) throws IOException {
        RecordBatch batch = new RecordBatch(RecordLimits.name("space", space), RecordLimits.changes(changes));
        if (closed) {
            throw new IOException("file: closed (expected: open)");
        }
        if (batch.changes().isEmpty()) {
            return;
        }
        byte[] line = RecordLine.of(batch);
        if (!file.usable()) {
            renew();
        }
        file.append(line);
        apply(batch);
        if (file.size() > compactAbove && file.size() > MOST_WASTE * live) {
            compact();
        }
    }

    private void apply(RecordBatch batch) {
        batch.changes().forEach((key, text) -> {
            live -= length(batch.space(), key, image.text(batch.space(), key));
            live += length(batch.space(), key, text);
        });
        image.apply(batch);
    }

    /** How long a line with this alone is. */
    private static long length(String space, String key, Optional<String> text) {
        return text.isEmpty() ? 0 : RecordLine.of(new RecordBatch(space, Map.of(key, text))).length;
    }

    /** Somebody took the file away, and perhaps the folder that it was in. */
    private void renew() throws IOException {
        log.atWarn()
                .addKeyValue("file", path)
                .log("A file of alerts was gone or not as it was left: it is written anew");
        RecordFiles.real(path);
        lock.take();
        file.replace(image);
    }

    /** What was written is safe already: if this fails, the file is longer than it need be, and no more. */
    private void compact() {
        try {
            file.replace(image);
            compactAbove = smallest;
        } catch (IOException failure) {
            compactAbove = 2 * file.size();
            log.atWarn()
                    .addKeyValue("file", path)
                    .addKeyValue("failure", failure.toString())
                    .log("A file of alerts could not be made shorter; it is tried again when it has doubled");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try (lock) {
            file.close();
        } catch (IOException failure) {
            log.atWarn()
                    .addKeyValue("file", path)
                    .addKeyValue("failure", failure.toString())
                    .log("A file of alerts could not be closed");
        }
    }
}
