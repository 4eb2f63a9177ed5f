package io.github.vitals.health.logging.file;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * An appender that never holds up the application, and what it tells about itself.
 *
 * <p>The caller encodes the event and puts the line in a bounded queue; one daemon thread writes. If the queue is full the
 * oldest events of the lowest level go, and the log says so. While the JVM ends, what is queued is written, and whoever
 * still logs waits for it.
 *
 * <p>Set up by Logback before it is started, and asked from then on; thread-safe from then on. Its figures are 0 before
 * the start, and stay after the end.
 */
public abstract sealed class LogOutput extends UnsynchronizedAppenderBase<ILoggingEvent>
        permits LogConsoleAppender, LogFileAppender {
    private final InstantSource clock;
    private final LogWriter.Backoff backoff;
    private @Nullable Encoder<ILoggingEvent> encoder;
    private int queueEvents = 8192;
    private long queueBytes = 16L * 1024 * 1024;
    private Duration shutdownTimeout = Duration.ofSeconds(5);
    private volatile @Nullable LogPipeline pipeline;

    LogOutput(InstantSource clock, LogWriter.Backoff backoff) {
        this.clock = clock;
        this.backoff = backoff;
    }

    /**
     * Sets what makes a line of an event.
     *
     * @param encoder ends each line with a newline; used by many threads at once
     */
    public void setEncoder(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    /**
     * Sets how many events may wait.
     *
     * @param events at least 1; 8192 by default
     */
    public void setQueueEvents(int events) {
        queueEvents = (int) positive("queueEvents", events);
    }

    /**
     * Sets how many bytes may wait.
     *
     * @param bytes for example {@code 16MB}, which is the default
     */
    public void setQueueBytes(FileSize bytes) {
        queueBytes = positive("queueBytes", bytes.getSize());
    }

    /**
     * Sets how long {@link #stop()} and the end of the JVM wait for what is queued.
     *
     * @param timeout for example {@code 5 seconds}, which is the default
     */
    public void setShutdownTimeout(ch.qos.logback.core.util.Duration timeout) {
        shutdownTimeout = Duration.ofMillis(positive("shutdownTimeout", timeout.getMilliseconds()));
    }

    static long positive(String setting, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(setting + ": " + value + " (expected: > 0)");
        }
        return value;
    }

    /** Starts the thread that writes. If a setting is missing or wrong it does not, and Logback's status says so. */
    @Override
    public void start() {
        if (isStarted()) {
            return;
        }
        try {
            Encoder<ILoggingEvent> given = encoder;
            if (given == null) {
                throw new IllegalArgumentException("encoder: none (expected: one that makes lines of events)");
            }
            LogPipeline.Setup setup =
                    new LogPipeline.Setup(name(), queueEvents, queueBytes, shutdownTimeout, backoff, clock);
            pipeline = LogPipeline.start(setup, new Encoding(given, getContext()), sinks(clock));
            super.start();
        } catch (IllegalArgumentException wrong) {
            addError(wrong.getMessage());
        }
    }

    /** What makes the sink, if the settings allow for one. */
    abstract Function<TornLines.Listener, Sink> sinks(InstantSource clock);

    @Override
    protected void append(ILoggingEvent event) {
        LogPipeline running = pipeline;
        if (running != null) {
            running.append(event);
        }
    }

    /** Writes what is queued, within the limit, and ends the thread. */
    @Override
    public void stop() {
        LogPipeline running = pipeline;
        if (isStarted() && running != null) {
            super.stop();
            running.stop();
        }
    }

    private Optional<LogPipeline> pipeline() {
        return Optional.ofNullable(pipeline);
    }

    private long figure(ToLongFunction<LogPipeline> figure) {
        LogPipeline running = pipeline;
        return running == null ? 0 : figure.applyAsLong(running);
    }

    /**
     * What it is called.
     *
     * @return the name of the appender
     */
    public final String name() {
        return String.valueOf(getName());
    }

    /**
     * How many events wait to be written.
     *
     * @return at most {@link #queueEvents()}
     */
    public final int queuedEvents() {
        return (int) figure(LogPipeline::queuedEvents);
    }

    /**
     * How many events may wait.
     *
     * @return as it was set
     */
    public final int queueEvents() {
        return queueEvents;
    }

    /**
     * How many bytes wait to be written.
     *
     * @return at most {@link #queueBytes()}
     */
    public final long queuedBytes() {
        return figure(LogPipeline::queuedBytes);
    }

    /**
     * How many bytes may wait.
     *
     * @return as it was set
     */
    public final long queueBytes() {
        return queueBytes;
    }

    /**
     * How many events of a level were dropped because the queue was full.
     *
     * @param level of the events
     * @return since the start
     */
    public final long dropped(Level level) {
        return figure(running -> running.dropped(level));
    }

    /**
     * How many events the encoder threw at.
     *
     * @return since the start
     */
    public final long notEncoded() {
        return figure(LogPipeline::notEncoded);
    }

    /**
     * How many events were written.
     *
     * @return since the start
     */
    public final long eventsWritten() {
        return figure(LogPipeline::eventsWritten);
    }

    /**
     * How many bytes were written.
     *
     * @return since the start
     */
    public final long bytesWritten() {
        return figure(LogPipeline::bytesWritten);
    }

    /**
     * The failure that goes on: nothing can be written, or the next file cannot be opened although it is due.
     *
     * @return empty if the last attempt went well
     */
    public final Optional<Failure> failing() {
        return pipeline().flatMap(LogPipeline::failing);
    }

    /**
     * Where the next event goes.
     *
     * @return empty if that is no file, or none is open
     */
    public final Optional<Path> currentFile() {
        return pipeline().flatMap(LogPipeline::currentFile);
    }

    /**
     * How many lines were found at the start that a crash had torn.
     *
     * @return since the start
     */
    public final long tornLines() {
        return figure(LogPipeline::tornLines);
    }

    /**
     * How many closed files were deleted.
     *
     * @return since the start
     */
    public final long filesDeleted() {
        return figure(LogPipeline::filesDeleted);
    }

    /**
     * Waits until all that is queued now has been written.
     *
     * @param limit how long to wait at most
     * @return whether all of it was written; false also if an event was dropped meanwhile
     */
    public final boolean flush(Duration limit) {
        return pipeline().map(running -> running.flush(limit)).orElse(true);
    }

    /**
     * Why nothing can be written, or no next file. Immutable.
     *
     * @param since when the first attempt failed
     * @param why what the system said, without secrets
     */
    public record Failure(Instant since, String why) {}
}
