package io.github.vitals.health.servers.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The web socket to a browser: commands and their answers, and the events of its targets. Thread-safe. */
final class Connection implements WebSocket.Listener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<Json>> waiting = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<String, Json>> listeners = new ConcurrentHashMap<>();
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;

    Connection(URI debugger) {
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .buildAsync(debugger, this)
                .join();
    }

    /** Has the events of a session told: their method and what they say. */
    void listen(String session, BiConsumer<String, Json> listener) {
        listeners.put(session, listener);
    }

    void forget(String session) {
        listeners.remove(session);
    }

    /** Tells the browser something and waits for its answer. */
    Json call(@Nullable String session, String method, Map<String, ?> parameters) {
        long id = ids.incrementAndGet();
        Map<String, Object> command = new LinkedHashMap<>(Map.of("id", id, "method", method, "params", parameters));
        if (session != null) {
            command.put("sessionId", session);
        }
        CompletableFuture<Json> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        send(Json.write(command));
        return await(method, answer);
    }

    /** The socket takes one text at a time. */
    private synchronized void send(String text) {
        socket.sendText(text, true).join();
    }

    private static Json await(String method, CompletableFuture<Json> answer) {
        try {
            Json said = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            said.at("error").present().ifPresent(error -> {
                throw new RefusedException(method, error.at("message").text());
            });
            return said.at("result");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + method, stop);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(method + ": no answer from the browser", failed);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            String whole = message.toString();
            message.setLength(0);
            heard(Json.parse(whole));
        }
        from.request(1);
        return null;
    }

    private void heard(Json said) {
        if (said.at("id").present().isPresent()) {
            CompletableFuture<Json> answer = waiting.remove(said.at("id").number());
            if (answer != null) {
                answer.complete(said);
            }
            return;
        }
        BiConsumer<String, Json> listener = listeners.get(said.at("sessionId").text());
        if (listener != null) {
            listener.accept(said.at("method").text(), said.at("params"));
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        ended(new IllegalStateException("the browser ended: " + status + " " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        ended(error);
    }

    private void ended(Throwable reason) {
        waiting.values().forEach(answer -> answer.completeExceptionally(reason));
    }

    @Override
    public void close() {
        socket.abort();
    }
}
