package io.github.vitals.health.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Whom a webhook tells: takes every message and keeps it. Thread-safe. */
final class FarSide implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();

    private FarSide(HttpServer server) {
        this.server = server;
    }

    static FarSide start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        FarSide farSide = new FarSide(server);
        server.createContext("/", farSide::take);
        server.start();
        return farSide;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            messages.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The messages that name one of these checks, in the order in which they came. */
    List<JsonNode> about(List<String> names) {
        return messages.stream()
                .filter(message -> names.contains(message.get("name").asString()))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
