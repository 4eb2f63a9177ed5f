package io.github.vitals.health.logging.audit;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lines that go to the disk together. Guarded by the lock of those who sync. */
final class Batch {
    private boolean decided;
    private @Nullable IOException failure;

    boolean decided() {
        return decided;
    }

    void succeed() {
        decided = true;
    }

    void fail(IOException why) {
        decided = true;
        failure = why;
    }

    /** @throws IOException if they are not on the disk */
    void check() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
