package io.github.vitals.health.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.endpoint.HealthEvents;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import io.github.vitals.health.history.HealthHistory;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A page, and the endpoint behind it, on a port of loopback. */
final class PageServer implements AutoCloseable {
    private final HealthPage page;
    private final HealthEndpoint endpoint;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger listeners = new AtomicInteger();

    private PageServer(HealthPage page, HealthEndpoint endpoint) throws IOException {
        this.page = page;
        this.endpoint = endpoint;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static PageServer start(HealthRegistry health, HealthHistory history, Predicate<HealthRequest> details) {
        try {
            return new PageServer(
                    HealthPage.builder(health).history(history).details(details).build(),
                    HealthEndpoint.builder(health).details(details).build());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        HealthRequest request = HealthRequest.of(
                        exchange.getRequestMethod(), exchange.getRequestURI().getPath())
                .withQuery(exchange.getRequestURI().getRawQuery())
                .withHeaders(name -> exchange.getRequestHeaders().getFirst(name))
                .withRemoteAddress(exchange.getRemoteAddress().getAddress());
        Optional<HealthEvents> events = endpoint.stream(request);
        if (events.isPresent()) {
            stream(exchange, events.get());
            return;
        }
        HealthResponse response = page.respond(request).orElseGet(() -> endpoint.respond(request));
        response.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(response.statusCode(), response.length() == 0 ? -1 : response.length());
        try (OutputStream body = exchange.getResponseBody()) {
            response.writeTo(body);
        }
    }

    private void stream(HttpExchange exchange, HealthEvents events) throws IOException {
        listeners.incrementAndGet();
        try (events;
                OutputStream body = exchange.getResponseBody()) {
            events.head().headers().forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().remove("Content-Length");
            exchange.sendResponseHeaders(200, 0);
            body.flush();
            for (Optional<byte[]> next = events.next(); next.isPresent(); next = events.next()) {
                body.write(next.get());
                body.flush();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            listeners.decrementAndGet();
        }
    }

    int listeners() {
        return listeners.get();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        endpoint.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
