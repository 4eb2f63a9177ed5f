package io.github.vitals.health.logging.file;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/** Logs what ends a thread, and sees that it is written before the process may end. Thread-safe. */
public final class FatalErrors {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private FatalErrors() {}

    /**
     * Sets the default handler of uncaught exceptions, unless there is one: it logs at ERROR with
     * {@code event.action=uncaught-exception} and waits up to 2 s for each output to have written it.
     *
     * @return whether it was set
     */
    public static boolean logAndFlush() {
        if (Thread.getDefaultUncaughtExceptionHandler() != null) {
            return false;
        }
        Thread.setDefaultUncaughtExceptionHandler(FatalErrors::log);
        return true;
    }

    private static void log(Thread thread, Throwable thrown) {
        LoggerFactory.getLogger(FatalErrors.class)
                .atError()
                .setCause(thrown)
                .addKeyValue("event.action", "uncaught-exception")
                .addKeyValue("error.thread", thread.getName())
                .log("A thread ended with an exception that nobody caught");
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLoggerList().forEach(FatalErrors::flush);
        }
    }

    private static void flush(Logger logger) {
        logger.iteratorForAppenders().forEachRemaining(appender -> {
            if (appender instanceof LogOutput output && appender.isStarted()) {
                boolean unused = output.flush(LIMIT);
            }
        });
    }
}
