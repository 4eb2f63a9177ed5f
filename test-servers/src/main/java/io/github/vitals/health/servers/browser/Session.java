package io.github.vitals.health.servers.browser;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** What is said to one target of a browser, a tab, and what it says. Thread-safe. */
final class Session implements AutoCloseable {
    private final Connection connection;
    private final String target;
    private final String id;
    private final List<BiConsumer<String, Json>> listeners = new CopyOnWriteArrayList<>();

    private Session(Connection connection, String target, String id) {
        this.connection = connection;
        this.target = target;
        this.id = id;
    }

    /** Opens a tab that shares nothing with the others. */
    static Session open(Connection connection) {
        String context = connection
                .call(null, "Target.createBrowserContext", Map.of())
                .at("browserContextId")
                .text();
        String target = connection
                .call(null, "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
                .at("targetId")
                .text();
        String id = connection
                .call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .at("sessionId")
                .text();
        Session session = new Session(connection, target, id);
        connection.listen(id, (method, said) -> session.listeners.forEach(listener -> listener.accept(method, said)));
        return session;
    }

    /** Whether a frame is the tab itself, and not one within its page. */
    boolean shows(String frame) {
        return target.equals(frame);
    }

    /** Has events told, on the thread of the socket, which must not be held up. */
    void listen(BiConsumer<String, Json> listener) {
        listeners.add(listener);
    }

    void enable(String... domains) {
        for (String domain : domains) {
            call(domain + ".enable");
        }
    }

    Json call(String method) {
        return call(method, Map.of());
    }

    Json call(String method, Map<String, ?> parameters) {
        return connection.call(id, method, parameters);
    }

    @Override
    public void close() {
        connection.call(null, "Target.closeTarget", Map.of("targetId", target));
        connection.forget(id);
    }
}
