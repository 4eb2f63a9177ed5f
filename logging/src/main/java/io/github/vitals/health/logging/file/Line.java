package io.github.vitals.health.logging.file;

import org.jspecify.annotations.Nullable;

/** An encoded event in a {@link LineQueue}, whose lock guards what is not final. */
final class Line {
    final byte[] bytes;
    final int level;
    long number;

    @Nullable
    Line next;

    Line(int level, byte[] bytes) {
        this.level = level;
        this.bytes = bytes;
    }
}
