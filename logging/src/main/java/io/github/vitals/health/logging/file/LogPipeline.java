package io.github.vitals.health.logging.file;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** From an event to a {@link Sink}: encoded by the caller, queued, written by a thread of its own. Thread-safe. */
final class LogPipeline {
    private static final int LEVEL_STEP = 10_000;
    /** How long the thread may take for its last attempt, when the limit is over. */
    private static final Duration LAST_ATTEMPT = Duration.ofMillis(100);

    private final LineQueue queue;
    private final Encoding encoding;
    private final Outage outage;
    private final Sink sink;
    private final LogWriter writer;
    private final Thread thread;
    private final Duration shutdownTimeout;
    private final Thread hook;
    private final ErrorOutput errors;
    /** While the JVM ends, whoever logs waits until it is written. */
    private volatile boolean direct;
    /** Until when the end of the JVM waits for what was queued before; none once that is written. */
    private volatile @Nullable Deadline deadline;

    private LogPipeline(Setup setup, Encoding encoding, Function<TornLines.Listener, Sink> sinks) {
        this.encoding = encoding;
        this.shutdownTimeout = setup.shutdownTimeout();
        this.queue = new LineQueue(setup.queueEvents(), setup.queueBytes());
        this.errors = new ErrorOutput(setup.name());
        this.outage = new Outage(errors, "write", "events wait in the queue", setup.clock());
        Notices notices = new Notices(queue, encoding::warning);
        this.sink = sinks.apply((file, offset) -> notices.torn(file.toString(), offset));
        this.writer = new LogWriter(queue, sink, notices, outage, setup.backoff());
        this.thread = new Thread(writer, "log-output-" + setup.name());
        this.hook = new Thread(this::onShutdown, "log-output-" + setup.name() + "-shutdown");
    }

    /** A moment of a clock that nobody sets. */
    private record Deadline(long nanos) {
        static Deadline in(Duration limit) {
            return new Deadline(System.nanoTime() + limit.toNanos());
        }

        Duration left() {
            return Duration.ofNanos(nanos - System.nanoTime());
        }
    }

    /** What a pipeline is made with. */
    record Setup(
            String name,
            int queueEvents,
            long queueBytes,
            Duration shutdownTimeout,
            LogWriter.Backoff backoff,
            InstantSource clock) {}

    static LogPipeline start(Setup setup, Encoding encoding, Function<TornLines.Listener, Sink> sinks) {
        LogPipeline pipeline = new LogPipeline(setup, encoding, sinks);
        pipeline.thread.setDaemon(true);
        pipeline.thread.start();
        pipeline.addHook();
        return pipeline;
    }

    void append(ILoggingEvent event) {
        int level = Math.min(event.getLevel().toInt() / LEVEL_STEP, LineQueue.LEVELS - 1);
        if (queue.refuses(level)) {
            return;
        }
        byte[] line = encoding.encode(event);
        if (line.length > 0 && queue.offer(level, line) && direct) {
            awaitDirect();
        }
    }

    private void awaitDirect() {
        Deadline common = deadline;
        if (!queue.awaitWritten(common == null ? shutdownTimeout : common.left())) {
            direct = false;
        }
    }

    /** Direct before it waits: no event comes between the two, of which nobody would wait for the end. */
    private void onShutdown() {
        deadline = Deadline.in(shutdownTimeout);
        direct = true;
        if (queue.awaitWritten(shutdownTimeout)) {
            deadline = null;
        } else {
            direct = false;
            tellLost("the JVM ends");
        }
    }

    private void tellLost(String when) {
        int lost = queue.events() + writer.inHand();
        if (lost > 0) {
            errors.tell(when + " with " + lost + " events not written");
        }
    }

    private void addHook() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            direct = true;
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // It runs or has run; it only waits.
        }
    }

    /** The hook goes last: a JVM that ends meanwhile waits for what is written. */
    void stop() {
        Deadline end = Deadline.in(shutdownTimeout);
        boolean unused = queue.awaitWritten(shutdownTimeout);
        writer.end(thread);
        try {
            thread.join(Math.max(LAST_ATTEMPT.toMillis(), end.left().toMillis()));
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        removeHook();
        tellLost("stopped");
    }

    int queuedEvents() {
        return queue.events();
    }

    long queuedBytes() {
        return queue.bytes();
    }

    long dropped(Level level) {
        return queue.dropped(level.toInt() / 10);
    }

    long notEncoded() {
        return encoding.failed();
    }

    long eventsWritten() {
        return writer.eventsWritten();
    }

    long bytesWritten() {
        return writer.bytesWritten();
    }

    Optional<LogOutput.Failure> failing() {
        return outage.failing().or(sink::failing);
    }

    Optional<Path> currentFile() {
        return sink.currentFile();
    }

    long tornLines() {
        return sink.tornLines();
    }

    long filesDeleted() {
        return sink.filesDeleted();
    }

    boolean flush(Duration limit) {
        long droppedBefore = queue.dropped();
        return queue.awaitWritten(limit) && queue.dropped() == droppedBefore;
    }
}
