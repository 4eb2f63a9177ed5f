package io.github.vitals.health.logging.file;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** A logger whose events go to one output that is called app. */
final class OneOutput {
    /** For failures that are mended soon. */
    static final LogWriter.Backoff SOON = new LogWriter.Backoff(Duration.ofMillis(1), Duration.ofMillis(20));

    final Logger logger;
    private final LoggerContext context;
    private final PatternLayoutEncoder encoder;

    /** A Logback of its own, with lines that are the messages. */
    OneOutput() {
        this(new LoggerContext(), new PatternLayoutEncoder(), "%msg%n");
    }

    OneOutput(LoggerContext context, PatternLayoutEncoder encoder, String pattern) {
        this.context = context;
        this.encoder = encoder;
        this.logger = context.getLogger("test");
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.TRACE);
    }

    LogFileAppender start(Path directory) {
        return start(new LogFileAppender(), it -> it.setDirectory(directory.toString()));
    }

    <T extends LogOutput> T start(T output, Consumer<T> settings) {
        output.setContext(context);
        output.setEncoder(encoder);
        output.setName("app");
        settings.accept(output);
        output.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(output);
        return output;
    }
}
