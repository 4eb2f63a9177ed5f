package io.github.vitals.health.benchmarks;

import io.github.vitals.health.logging.file.LogConsoleAppender;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * How long a call to the log takes whoever makes it while the thread that writes hangs in the system's {@code write}: a
 * JVM of its own logs to its standard output, a pipe that nobody reads.
 */
final class HungConsole {
    /** More do not fit into the pipe. */
    private static final int MOST_WRITTEN = 1_000;

    private HungConsole() {}

    static Histogram measure(int seconds) throws IOException, InterruptedException {
        Path times = Files.createTempFile("vitals-log", ".times");
        try {
            Process process = Fork.start("512m", HungConsole.class, String.valueOf(seconds), times.toString());
            Fork.awaitEnd(process, HungConsole.class);
            return Histogram.decodeFromByteBuffer(ByteBuffer.wrap(Files.readAllBytes(times)), 0);
        } finally {
            Files.delete(times);
        }
    }

    /** The arguments are how many seconds it takes, and the file for the times. */
    public static void main(String[] arguments) throws IOException {
        LogConsoleAppender console = new LogConsoleAppender();
        Histogram times = AppendLatency.measured(console, Integer.parseInt(arguments[0]));
        if (console.eventsWritten() > MOST_WRITTEN) {
            throw new IllegalStateException("somebody reads the standard output");
        }
        ByteBuffer encoded = ByteBuffer.allocate(times.getNeededByteBufferCapacity());
        int length = times.encodeIntoByteBuffer(encoded);
        Files.write(Path.of(arguments[1]), Arrays.copyOf(encoded.array(), length));
    }
}
