package io.github.vitals.health.servers.alerting;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A far side that takes whatever is posted to it, answers 200, and remembers it.
 *
 * <p>Thread-safe.
 */
public final class WebhookReceiver implements AutoCloseable {
    private final List<Event> events = new ArrayList<>();
    private final Loopback server;

    private WebhookReceiver() {
        this.server = Loopback.start(this::answer);
    }

    /**
     * What was posted.
     *
     * @param path the path and query
     * @param headers by their names in lower case
     * @param body as text
     */
    public record Event(String path, Map<String, String> headers, String body) {}

    /**
     * Starts it on a free port.
     *
     * @return a receiver to be closed
     */
    public static WebhookReceiver start() {
        return new WebhookReceiver();
    }

    /**
     * Where it is; any path below will do.
     *
     * @return an address without a path
     */
    public URI uri() {
        return server.uri();
    }

    /**
     * What was taken.
     *
     * @return in the order in which it came
     */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /**
     * Lets the next requests go wrong.
     *
     * @param faults one for each
     */
    public void failNext(Fault... faults) {
        server.script().next(faults);
    }

    /**
     * Lets some requests go wrong from now on: busy for 1 s, status 500, closed before or after it was handled.
     *
     * @param seed makes it the same again
     * @param share 0 for none, 1 for all
     */
    public void failRandomly(long seed, double share) {
        server.script().randomly(seed, share);
    }

    private synchronized Reply answer(Call call) {
        events.add(new Event(call.path(), call.headers(), call.body()));
        return Reply.text(200, "");
    }

    /** Ends it; what hangs is let go. */
    @Override
    public void close() {
        server.close();
    }
}
