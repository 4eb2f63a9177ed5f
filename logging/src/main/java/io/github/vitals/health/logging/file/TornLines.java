package io.github.vitals.health.logging.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Ends the lines that a crash has torn, so that the next line is whole and a reader sees the half one. Used by one
 * thread, asked by any.
 */
final class TornLines {
    private final LogFiles files;
    private final Claims claims;
    private final Listener listener;
    private volatile long count;

    TornLines(LogFiles files, Claims claims, Listener listener) {
        this.files = files;
        this.claims = claims;
        this.listener = listener;
    }

    /** Hears of each. */
    interface Listener {
        void onTorn(Path file, long offset);
    }

    /** Looks at the files of today and yesterday that nobody writes to. */
    void mend(LocalDate today) throws IOException {
        for (LogFiles.LogFile file : files.list()) {
            if (!file.day().isBefore(today.minusDays(1))) {
                Optional<FileLock> claim = claims.claim(file);
                if (claim.isPresent()) {
                    mend(file.path(), claim.get());
                }
            }
        }
    }

    private void mend(Path file, FileLock claim) throws IOException {
        try {
            mend(file);
        } finally {
            claim.release();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by one thread only
    private void mend(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = channel.size();
            ByteBuffer last = ByteBuffer.allocate(1);
            if (size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n') {
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}), size);
                count++;
                listener.onTorn(file, size);
            }
        } catch (IOException notOurs) {
            // It cannot be written to, so nothing will follow in it.
        }
    }

    long count() {
        return count;
    }
}
