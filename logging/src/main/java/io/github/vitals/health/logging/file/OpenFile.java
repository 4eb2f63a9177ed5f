package io.github.vitals.health.logging.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The file that is written to, claimed. Not thread-safe. */
final class OpenFile {
    private final LogFiles.LogFile file;
    private final FileLock claim;
    private final FileChannel channel;
    private final @Nullable Object key;
    private long size;

    private OpenFile(LogFiles.LogFile file, FileLock claim, FileChannel channel) throws IOException {
        this.file = file;
        this.claim = claim;
        this.channel = channel;
        this.size = channel.size();
        this.key = key();
    }

    /** Opens it; the claim goes with it, also if that fails. */
    static OpenFile open(LogFiles.LogFile file, FileLock claim, Set<OpenOption> options) throws IOException {
        @Nullable FileChannel channel = null;
        try {
            channel = FileChannel.open(file.path(), options);
            return new OpenFile(file, claim, channel);
        } catch (IOException failed) {
            if (channel != null) {
                channel.close();
            }
            claim.release();
            throw failed;
        }
    }

    LogFiles.LogFile file() {
        return file;
    }

    long size() {
        return size;
    }

    void write(ByteBuffer lines) throws IOException {
        int before = lines.position();
        try {
            if (channel.write(lines) <= 0 && lines.hasRemaining()) {
                throw new IOException("nothing was written");
            }
        } finally {
            size += lines.position() - before;
        }
    }

    /** Whether its name leads elsewhere, or nowhere. */
    boolean gone() {
        try {
            return !channel.isOpen() || !Objects.equals(key, key());
        } catch (NoSuchFileException deleted) {
            return true;
        } catch (IOException cannotTell) {
            return false;
        }
    }

    private @Nullable Object key() throws IOException {
        return Files.readAttributes(file.path(), BasicFileAttributes.class).fileKey();
    }

    void close() {
        try {
            try {
                channel.close();
            } finally {
                claim.release();
            }
        } catch (IOException lost) {
            // All of it was written before; whoever lies in the way of closing takes nothing away.
        }
    }
}
