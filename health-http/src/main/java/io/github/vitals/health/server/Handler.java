package io.github.vitals.health.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.endpoint.HealthEvents;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries requests from the JDK's server to the endpoint, and the answers back. */
final class Handler implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(HealthServer.class);

    /** Tells the JDK's server that the length is not known. */
    private static final int CHUNKED = 0;

    private static final int NO_BODY = -1;

    private final HealthEndpoint endpoint;
    private final Exchanges exchanges;

    Handler(HealthEndpoint endpoint, Exchanges exchanges) {
        this.endpoint = endpoint;
        this.exchanges = exchanges;
    }

    @Override
    public void handle(HttpExchange exchange) {
        boolean later = false;
        try {
            HealthRequest request = request(exchange);
            exchanges.read();
            Optional<HealthEvents> events = endpoint.stream(request);
            if (events.isPresent()) {
                stream(exchange, events.get());
                return;
            }
            CompletableFuture<HealthResponse> answer = endpoint.await(request).toCompletableFuture();
            later = !answer.isDone();
            if (later) {
                answer.thenAcceptAsync(response -> finish(exchange, response), exchanges)
                        .exceptionally(refused -> close(exchange));
            } else {
                send(exchange, answer.join());
            }
        } catch (IOException gone) {
            gone(gone);
        } finally {
            if (!later) {
                exchange.close();
            }
        }
    }

    private static HealthRequest request(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String path = uri.getPath() == null ? "" : uri.getPath();
        HealthRequest request = HealthRequest.of(exchange.getRequestMethod(), path)
                .withQuery(uri.getRawQuery())
                .withHeaders(name -> header(exchange, name))
                .withRemoteAddress(exchange.getRemoteAddress().getAddress());
        return request.method().equals("POST")
                ? request.withBody(exchange.getRequestBody().readNBytes(HealthEndpoint.LONGEST_BODY + 1))
                : request;
    }

    private static @Nullable String header(HttpExchange exchange, String name) {
        List<String> values = exchange.getRequestHeaders().get(name);
        return values == null ? null : String.join(", ", values);
    }

    /** A caller who waited is answered, on a thread of its own. */
    private void finish(HttpExchange exchange, HealthResponse response) {
        exchanges.read();
        try (exchange) {
            send(exchange, response);
        } catch (IOException gone) {
            gone(gone);
        }
    }

    private static @Nullable Void close(HttpExchange exchange) {
        exchange.close();
        return null;
    }

    private static void gone(IOException gone) {
        log.atDebug().setCause(gone).log("Health server: a client went away before it was answered");
    }

    private static void stream(HttpExchange exchange, HealthEvents events) throws IOException {
        try (events;
                OutputStream out = begun(exchange, events.head())) {
            for (Optional<byte[]> next = events.next(); next.isPresent(); next = events.next()) {
                out.write(next.get());
                out.flush();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static OutputStream begun(HttpExchange exchange, HealthResponse head) throws IOException {
        head.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(head.statusCode(), CHUNKED);
        return exchange.getResponseBody();
    }

    private static void send(HttpExchange exchange, HealthResponse response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        boolean empty = response.length() == 0;
        exchange.sendResponseHeaders(response.statusCode(), empty ? NO_BODY : response.length());
        if (!empty) {
            response.writeTo(exchange.getResponseBody());
        }
    }
}
