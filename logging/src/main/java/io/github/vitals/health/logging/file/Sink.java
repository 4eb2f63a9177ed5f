package io.github.vitals.health.logging.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** Where lines go. Used by one thread, asked by any. */
interface Sink extends AutoCloseable {
    /**
     * Writes on from the position, and moves it by what was written, also if it fails. A position of 0 is the beginning
     * of a line.
     */
    void write(ByteBuffer lines) throws IOException;

    /** Gets ready before there is anything to write. */
    default void open() throws IOException {}

    default Optional<Path> currentFile() {
        return Optional.empty();
    }

    /** A failure that keeps nothing from being written now. */
    default Optional<LogOutput.Failure> failing() {
        return Optional.empty();
    }

    default long tornLines() {
        return 0;
    }

    default long filesDeleted() {
        return 0;
    }

    @Override
    void close();
}
