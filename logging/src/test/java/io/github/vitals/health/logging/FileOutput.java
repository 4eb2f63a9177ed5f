package io.github.vitals.health.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.github.vitals.health.logging.file.LogFileAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** The JVM's Logback with one output to files, that tells about itself. */
final class FileOutput implements AutoCloseable {
    final LogFileAppender appender = new LogFileAppender();
    final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    FileOutput(Path directory, Consumer<LogFileAppender> settings) {
        context.reset();
        LogEncoder encoder = new LogEncoder();
        encoder.setContext(context);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setDirectory(directory.toString());
        appender.setName("orders");
        settings.accept(appender);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    boolean flushed() {
        return appender.flush(Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        context.reset();
    }
}
