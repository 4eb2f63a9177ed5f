package io.github.vitals.health.logging.file;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.core.util.Duration;
import java.io.IOException;
import org.slf4j.event.Level;

/** Logs many events to the standard output as soon as it is told to, tells when it has, and ends when it is told to. */
final class ConsoleProgram {
    static final int EVENTS = 50_000;
    static final int ERRORS = EVENTS / 1_000;
    static final String FILLING = " " + "x".repeat(100) + ".";

    private ConsoleProgram() {}

    /** The argument is the limit of the end, in milliseconds. */
    public static void main(String[] arguments) throws IOException {
        OneOutput output = new OneOutput(new LoggerContext(), new PatternLayoutEncoder(), "%level %msg %kvp{NONE}%n");
        LogConsoleAppender appender = output.start(
                new LogConsoleAppender(), it -> it.setShutdownTimeout(new Duration(Long.parseLong(arguments[0]))));
        LoggingJvm.tell("up");
        int unused = System.in.read();
        for (int each = 1; each <= EVENTS; each++) {
            output.logger.atLevel(each % 1_000 == 0 ? Level.ERROR : Level.INFO).log(each + FILLING);
        }
        LoggingJvm.tell("dropped " + appender.dropped(Level.INFO) + ", errors " + appender.dropped(Level.ERROR));
        LoggingJvm.tell("logged");
        unused = System.in.read();
    }
}
