package io.github.vitals.health.logging.file;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The standard output of the process, whatever {@link System#setOut} says. It is never closed. */
final class ConsoleSink implements Sink {
    private final FileChannel out = new FileOutputStream(FileDescriptor.out).getChannel();

    @Override
    public void write(ByteBuffer lines) throws IOException {
        if (out.write(lines) <= 0 && lines.hasRemaining()) {
            throw new IOException("the console takes nothing");
        }
    }

    @Override
    public void close() {
        // It was open before us.
    }
}
