package io.github.vitals.health.benchmarks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.github.vitals.health.logging.LogEncoder;
import io.github.vitals.health.logging.file.LogFileAppender;
import io.github.vitals.health.logging.file.LogOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** How long a call to the log takes whoever makes it, while the log is written and while it cannot be. */
final class AppendLatency {
    private static final int QUEUE = 8_192;
    private static final long PAUSE = 20_000;
    private static final long SECOND = 1_000_000_000;

    private AppendLatency() {}

    /** With a disk that takes what it is given. */
    static Histogram written(int seconds) throws IOException {
        Path folder = Files.createTempDirectory("vitals-log");
        try {
            return measured(folder, seconds);
        } finally {
            delete(folder);
        }
    }

    /** With a directory that cannot be made, and a queue that is full. */
    static Histogram stalled(int seconds) throws IOException {
        Path file = Files.createTempFile("vitals-log", "");
        try {
            return measured(file, seconds);
        } finally {
            Files.delete(file);
        }
    }

    private static Histogram measured(Path directory, int seconds) {
        LogFileAppender appender = new LogFileAppender();
        appender.setDirectory(directory.toString());
        return measured(appender, seconds);
    }

    /** With an output that has not been started. */
    static Histogram measured(LogOutput output, int seconds) {
        LoggerContext context = new LoggerContext();
        start(context, output);
        Logger logger = context.getLogger("shop.orders.OrderService");
        logger.setLevel(Level.INFO);
        logger.addAppender(output);
        try {
            for (int i = 0; i < 20 * QUEUE; i++) {
                logger.info("Order {} is {} after {} ms", i, "paid", 12.5);
            }
            return paced(logger, seconds);
        } finally {
            output.stop();
        }
    }

    private static void start(LoggerContext context, LogOutput output) {
        LogEncoder encoder = new LogEncoder();
        encoder.setContext(context);
        encoder.start();
        output.setContext(context);
        output.setEncoder(encoder);
        output.setName("orders");
        output.setQueueEvents(QUEUE);
        output.setShutdownTimeout(new ch.qos.logback.core.util.Duration(100));
        output.start();
    }

    private static Histogram paced(Logger logger, int seconds) {
        Histogram times = new Histogram(SECOND, 3);
        long end = System.nanoTime() + seconds * SECOND;
        for (int i = 0; System.nanoTime() < end; i++) {
            long start = System.nanoTime();
            logger.info("Order {} is {} after {} ms", i, "paid", 12.5);
            times.recordValue(Math.min(System.nanoTime() - start, SECOND));
            LockSupport.parkNanos(PAUSE);
        }
        return times;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
