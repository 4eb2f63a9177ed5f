package io.github.vitals.health.probe;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One request, on a thread of its own: resolving a name has no timeout, and those of a connection begin anew with every
 * byte. Whoever waits for the answer waits for no longer than the limit, whatever this thread is held up by.
 */
final class Ask extends Thread {
    /** The longest body that is read, in bytes; a report is no longer. */
    static final int LONGEST = 1 << 20;

    /** The JDK's client may leave a socket open that it gives up at the same moment as {@link HangUp} closes it. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private static final int FIRST_READ = 8 * 1024;

    private final Request request;
    private final Duration limit;
    private final long start = System.nanoTime();
    private volatile @Nullable HttpURLConnection connection;
    private volatile @Nullable Answer answer;

    private Ask(Request request, Duration limit) {
        super("ask");
        this.request = request;
        this.limit = limit;
        setDaemon(true);
    }

    static Answer of(Request request, Duration limit) throws InterruptedException {
        Ask ask = new Ask(request, limit);
        ask.start();
        ask.join(Math.max(1, limit.toMillis()));
        Answer answer = ask.answer;
        if (answer != null) {
            return answer;
        }
        new HangUp(ask).start();
        return Answer.none("no answer within " + Times.text(limit), limit);
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // whatever goes wrong, it is why there is no answer
    public void run() {
        try {
            HttpURLConnection opening = request.connection(limit.plus(SLACK));
            connection = opening;
            request.send(opening);
            int code = opening.getResponseCode();
            InputStream in = code < 400 ? opening.getInputStream() : opening.getErrorStream();
            String body = body(in, opening.getContentLengthLong());
            answer = new Answer(code, opening.getHeaderField("Health-Status"), body, null, elapsed());
            opening.disconnect();
        } catch (Exception | Error failed) {
            answer = Answer.none(Failures.text(failed), elapsed());
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private String body(@Nullable InputStream in, long announced) throws IOException {
        byte[] bytes = new byte[FIRST_READ];
        int length = 0;
        while (in != null) {
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                break;
            }
            length += read;
            if (length > LONGEST) {
                return "";
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
        }
        if (in != null && length < announced) {
            // The JDK's client says so of chunks only.
            throw new EOFException("the answer broke off after " + length + " of " + announced + " B");
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * Ends a request that nobody waits for any more. It may not have got as far as a connection yet, so this tries until
     * it has ended; on its own thread, since closing may wait for a read to end.
     */
    private static final class HangUp extends Thread {
        private static final Duration PAUSE = Duration.ofMillis(50);

        private final Ask ask;

        HangUp(Ask ask) {
            super("hang-up");
            this.ask = ask;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (ask.isAlive()) {
                    HttpURLConnection connection = ask.connection;
                    if (connection != null) {
                        connection.disconnect();
                    }
                    ask.join(PAUSE.toMillis());
                }
            } catch (InterruptedException impossible) {
                currentThread().interrupt();
            }
        }
    }
}
