package io.github.vitals.health.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The limit: the JDK's server with a handler that sends the bytes and headers of the endpoint's answer, which it got
 * once, before it started.
 */
final class ConstantServer {
    private ConstantServer() {}

    /** The argument is who runs the handler: {@code elastic}, {@code default} or {@code pool4}. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> headers;
        byte[] body;
        try (HealthRegistry health = VitalsServer.up(100)) {
            HealthResponse response = HealthEndpoint.of(health).respond(HealthRequest.of("GET", "/health/ready"));
            headers = response.headers();
            body = response.body();
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(executor(arguments[0]));
        server.createContext("/", exchange -> answer(exchange, headers, body));
        server.start();
        ServerProcess.serve(server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, Map<String, String> headers, byte[] body) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static @Nullable ExecutorService executor(String name) {
        return switch (name) {
            case "elastic" -> Executors.newCachedThreadPool();
            case "pool4" -> Executors.newFixedThreadPool(4);
            default -> null;
        };
    }
}
