package io.github.vitals.health.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries requests from the JDK's server to the endpoint or the meters, and the answers back. */
final class Handler implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(HealthServer.class);

    /** How many scrapes may be in memory at the same time: each is as large as all meters together. */
    private static final int SCRAPES = 8;

    /** A request without its body; who asks for health needs no more. */
    private static final int LARGEST = 16 * 1024;

    private static final int LEFTOVER = 64 * 1024;

    private final HealthEndpoint endpoint;
    private final @Nullable Metrics metrics;
    private final Exchanges exchanges;
    private final Semaphore scrapes = new Semaphore(SCRAPES);

    Handler(HealthEndpoint endpoint, @Nullable Metrics metrics, Exchanges exchanges) {
        this.endpoint = endpoint;
        this.metrics = metrics;
        this.exchanges = exchanges;
    }

    /** Where this fails, the JDK's server closes the connection and forgets it; after an exchange's close it may not. */
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        exchanges.now(Phase.WORKING);
        try {
            if (tooLarge(exchange)) {
                exchange.getResponseHeaders().set("Connection", "close");
                send(exchange, Metrics.plain(431, "request too large (expected: at most 16 kB before its body)\n"));
                return;
            }
            HealthRequest request = request(exchange);
            if (metrics != null && request.path().equals("/metrics")) {
                scrape(exchange, request, metrics);
            } else {
                send(exchange, respond(request));
            }
        } catch (IOException gone) {
            log.atDebug().setCause(gone).log("Health server: a client went away before it was answered");
            throw gone;
        }
    }

    private static boolean tooLarge(HttpExchange exchange) {
        int length = exchange.getRequestURI().toString().length();
        for (Map.Entry<String, List<String>> header :
                exchange.getRequestHeaders().entrySet()) {
            for (String value : header.getValue()) {
                length += header.getKey().length() + value.length();
            }
        }
        return length > LARGEST;
    }

    private static HealthRequest request(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        String path = uri.getPath() == null ? "" : uri.getPath();
        return HealthRequest.of(exchange.getRequestMethod(), path)
                .withQuery(uri.getRawQuery())
                .withHeaders(name -> header(exchange, name))
                .withRemoteAddress(exchange.getRemoteAddress().getAddress());
    }

    private static @Nullable String header(HttpExchange exchange, String name) {
        List<String> values = exchange.getRequestHeaders().get(name);
        return values == null ? null : String.join(", ", values);
    }

    private void scrape(HttpExchange exchange, HealthRequest request, Metrics meters) throws IOException {
        if (!scrapes.tryAcquire()) {
            send(exchange, Metrics.plain(503, "too many scrapes at a time\n").withHeader("Retry-After", "1"));
            return;
        }
        try {
            send(exchange, contained(request, () -> meters.respond(request)));
        } finally {
            scrapes.release();
        }
    }

    private HealthResponse respond(HealthRequest request) {
        return contained(request, () -> endpoint.respond(request));
    }

    @FunctionalInterface
    private interface Answer {
        HealthResponse get() throws IOException;
    }

    @SuppressWarnings("CatchingUnchecked") // containment: whatever goes wrong, the client gets an answer, not a stack
    private static HealthResponse contained(HealthRequest request, Answer answer) {
        try {
            return answer.get();
        } catch (Throwable thrown) {
            log.atError()
                    .addKeyValue("url.path", request.path())
                    .setCause(thrown)
                    .log("Health server failed to answer a request");
            HealthResponse failed = Metrics.plain(500, "internal error\n");
            return request.method().equals("HEAD") ? failed.withoutBody() : failed;
        }
    }

    private void send(HttpExchange exchange, HealthResponse response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        if (response.length() == 0) {
            exchanges.now(Phase.LEFTOVER);
            readLeftover(exchange.getRequestBody());
            exchange.sendResponseHeaders(response.statusCode(), -1);
            return;
        }
        exchanges.now(Phase.SENDING);
        exchange.sendResponseHeaders(response.statusCode(), response.length());
        OutputStream body = exchange.getResponseBody();
        response.writeTo(new Portions(body));
        body.flush();
        exchanges.now(Phase.LEFTOVER);
        body.close();
    }

    /**
     * As the JDK's server does by itself when it closes the body of an answer, and after the headers where there is none,
     * in which case it forgets to forget the connection of a client that sends less than it said.
     */
    private static void readLeftover(InputStream body) throws IOException {
        if (body.read() >= 0 && body.readNBytes(LEFTOVER).length == LEFTOVER) {
            throw new IOException("the body of a request is longer than " + LEFTOVER + " B");
        }
    }
}
