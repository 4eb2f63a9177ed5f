package io.github.vitals.health.logging.file;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Lines that are written at once. Not thread-safe. */
final class Batch {
    private static final int CAPACITY = 256 * 1024;
    /** So that whoever logs waits for the lock for microseconds only. */
    private static final int MOST_LINES = 512;

    private final ByteBuffer own = ByteBuffer.allocateDirect(CAPACITY);
    private @Nullable ByteBuffer tooLong;
    private int events;

    void clear() {
        own.clear();
        tooLong = null;
        events = 0;
    }

    /** False if it is full; one line too long for any batch is a batch of its own. */
    boolean add(byte[] line) {
        if (tooLong != null || events == MOST_LINES) {
            return false;
        }
        if (line.length <= own.remaining()) {
            own.put(line);
        } else if (own.position() == 0) {
            tooLong = ByteBuffer.wrap(line);
        } else {
            return false;
        }
        events++;
        return true;
    }

    int events() {
        return events;
    }

    /** What is to be written, from the beginning. */
    ByteBuffer lines() {
        return tooLong == null ? own.flip() : tooLong;
    }
}
