package io.github.vitals.health.examples.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /orders} and {@code GET /orders/{id}}. Thread-safe. */
final class OrderRoutes implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(OrderRoutes.class);
    private static final int LARGEST_BODY = 16 * 1024;
    private static final String COLLECTION = "/orders";
    private static final String ONE = "/orders/{id}";

    private final Orders orders;
    private final OrderMetrics metrics;

    OrderRoutes(Orders orders, OrderMetrics metrics) {
        this.orders = orders;
        this.metrics = metrics;
    }

    private record Answer(String route, int status, String body, Optional<String> location) {
        static Answer of(String route, int status, String body) {
            return new Answer(route, status, body, Optional.empty());
        }

        static Answer error(String route, int status, String message) {
            return of(route, status, OrderJson.error(message));
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long start = System.nanoTime();
        try (exchange) {
            Answer answer = answer(exchange);
            send(exchange, answer);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            metrics.http(knownMethod(exchange.getRequestMethod()), answer.route(), answer.status(), took);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String route = path.equals(COLLECTION) ? COLLECTION : path.startsWith(COLLECTION + "/") ? ONE : "other";
        String method = exchange.getRequestMethod();
        try {
            return switch (route) {
                case COLLECTION -> method.equals("POST") ? place(exchange) : wrongMethod(exchange, route, "POST");
                case ONE ->
                    method.equals("GET")
                            ? find(path.substring(COLLECTION.length() + 1))
                            : wrongMethod(exchange, route, "GET");
                default -> Answer.error(route, 404, "nothing here (expected: /orders or /orders/{id})");
            };
        } catch (InvalidOrder invalid) {
            metrics.order("invalid");
            return Answer.error(route, 400, String.valueOf(invalid.getMessage()));
        } catch (Unavailable notNow) {
            return Answer.error(route, 503, String.valueOf(notNow.getMessage()));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Answer.error(route, 503, "the service is about to end");
        } catch (RuntimeException broken) {
            log.atError().setCause(broken).addKeyValue("url.path", route).log("A request failed");
            return Answer.error(route, 500, "an error of ours; it was logged");
        }
    }

    private static Answer wrongMethod(HttpExchange exchange, String route, String allowed) {
        exchange.getResponseHeaders().set("Allow", allowed);
        return Answer.error(route, 405, "method not allowed (expected: " + allowed + ")");
    }

    private Answer place(HttpExchange exchange) throws IOException, Unavailable, InterruptedException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return Answer.error(
                    COLLECTION, 413, "the body is too large (expected: at most " + LARGEST_BODY + " bytes)");
        }
        Order placed = orders.place(OrderJson.request(body));
        int status = switch (placed.status()) {
            case PAID -> 201;
            case AWAITING_PAYMENT -> 202;
            case DECLINED -> 402;
        };
        return new Answer(COLLECTION, status, OrderJson.text(placed), Optional.of(COLLECTION + "/" + placed.id()));
    }

    private Answer find(String id) throws Unavailable {
        Optional<UUID> uuid = uuid(id);
        Optional<Order> order = uuid.isPresent() ? orders.find(uuid.get()) : Optional.empty();
        return order.map(found -> Answer.of(ONE, 200, OrderJson.text(found)))
                .orElseGet(() -> Answer.error(ONE, 404, "no such order"));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answer.location().ifPresent(at -> exchange.getResponseHeaders().set("Location", at));
        byte[] body = answer.body().getBytes(UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
        if (!head) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    /** A caller must not be able to make a new time series with each request. */
    private static String knownMethod(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS" -> method;
            default -> "other";
        };
    }
}
