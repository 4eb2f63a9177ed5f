package io.github.vitals.health.servers.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A few pages on loopback, under a policy that forbids inline scripts and what others have. */
final class Pages implements AutoCloseable {
    private static final String HEAD = "<!doctype html><html lang=en><head><title>%s</title><link rel=icon href=data:,>"
            + "<meta name=viewport content='width=device-width, initial-scale=1'></head><body>%s</body></html>";

    private final Map<String, String> bodies;
    private final HttpServer server;

    private Pages(Map<String, String> bodies) throws IOException {
        this.bodies = bodies;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** By path: what is in the body of a page, or a script whose path ends so. */
    static Pages serve(Map<String, String> bodies) throws IOException {
        return new Pages(bodies);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = bodies.get(path);
        boolean script = path.endsWith(".js");
        byte[] bytes = (body == null || script ? String.valueOf(body) : HEAD.formatted(path, body))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", script ? "text/javascript" : "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:");
        exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
