package io.github.vitals.health.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One client's stream of Server-Sent Events, for a server that can write an answer bit by bit; see
 * {@link HealthEndpoint#stream}.
 *
 * <pre>{@code
 * try (events) {
 *     send(events.head());
 *     for (Optional<byte[]> next = events.next(); next.isPresent(); next = events.next()) {
 *         out.write(next.get());
 *         out.flush();
 *     }
 * }
 * }</pre>
 *
 * <p>Events wait for the client, up to 1,000 of them; when more come, the stream ends, and the client comes back for
 * what it has missed. Where nothing happens, a comment is sent each 15 s, so that a client that has gone is noticed. A
 * stream ends after 10 minutes, so that whoever is no longer allowed something does not see it for ever; clients come
 * back by themselves.
 *
 * <p>Thread-safe; {@link #next()} is for one thread.
 */
public final class HealthEvents implements AutoCloseable {
    static final Duration HEARTBEAT = Duration.ofSeconds(15);
    static final Duration LONGEST = Duration.ofMinutes(10);
    static final int MOST = 1000;

    private static final String COMMENT = ":\n\n";

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>(MOST);
    private final boolean detailed;
    private final HealthResponse head;
    private final Consumer<HealthEvents> onClose;
    private final long end = System.nanoTime() + LONGEST.toNanos();
    private volatile boolean closed;

    HealthEvents(boolean detailed, HealthResponse head, Consumer<HealthEvents> onClose) {
        this.detailed = detailed;
        this.head = head;
        this.onClose = onClose;
    }

    /**
     * The status code and headers to begin with; its body is empty, and its length is not known.
     *
     * @return the beginning of the answer
     */
    public HealthResponse head() {
        return head;
    }

    void tell(EventLog.Event event) {
        offer(event.text(detailed));
    }

    void offer(String frame) {
        if (!frame.isEmpty() && !frames.offer(frame)) {
            close();
        }
    }

    /**
     * Waits for what is to be sent next, at most 15 s.
     *
     * @return what to send; empty if the stream is over
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Optional<byte[]> next() throws InterruptedException {
        if (closed || System.nanoTime() - end >= 0) {
            return Optional.empty();
        }
        String first = frames.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return Optional.of(COMMENT.getBytes(StandardCharsets.UTF_8));
        }
        StringBuilder text = new StringBuilder(first);
        for (String more = frames.poll(); more != null; more = frames.poll()) {
            text.append(more);
        }
        return closed ? Optional.empty() : Optional.of(Utf8.encode(text.toString()));
    }

    /** Ends the stream. Closing twice does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            frames.clear();
            // Wakes who waits; a comment that comes too late is harmless.
            frames.offer(COMMENT);
            onClose.accept(this);
        }
    }
}
