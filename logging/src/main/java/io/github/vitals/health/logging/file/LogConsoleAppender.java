package io.github.vitals.health.logging.file;

import java.time.InstantSource;
import java.util.function.Function;

/**
 * Writes events to the standard output of the process without ever holding up the application.
 *
 * <p>The caller encodes the event and puts the line in a bounded queue, of 8192 events and 16 MB by default; a thread of
 * its own writes. A reader of the pipe that stopped fills the queue; then the oldest events of the lowest level go, and
 * the log says so. {@link System#setOut} changes nothing.
 *
 * <pre>{@code
 * <appender name="CONSOLE" class="io.github.vitals.health.logging.file.LogConsoleAppender">
 *   <encoder class="io.github.vitals.health.logging.LogEncoder"/>
 * </appender>
 * }</pre>
 *
 * <p>Set up by Logback before it is started, and asked from then on; thread-safe from then on.
 */
public final class LogConsoleAppender extends LogOutput {
    /** An appender with the defaults; the setters change them. */
    public LogConsoleAppender() {
        super(InstantSource.system(), LogWriter.Backoff.STANDARD);
    }

    @Override
    Function<TornLines.Listener, Sink> sinks(InstantSource clock) {
        return torn -> new ConsoleSink();
    }
}
