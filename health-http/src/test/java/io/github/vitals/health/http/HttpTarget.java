package io.github.vitals.health.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The service that the checks ask, run as a process of its own so that it can be frozen and killed. It prints its port,
 * and ends when its standard input does, so that it never outlives the tests.
 */
final class HttpTarget {
    private HttpTarget() {}

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 256);
        server.createContext("/", HttpTarget::answer);
        server.start();
        System.out.println(server.getAddress().getPort());
        while (System.in.read() >= 0) {}
        System.exit(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        switch (path.length > 1 ? path[1] : "") {
            case "status" -> status(exchange, Integer.parseInt(path[2]));
            case "redirect" -> {
                exchange.getResponseHeaders()
                        .set("Location", exchange.getRequestURI().getQuery());
                send(exchange, 302, new byte[0]);
            }
            case "bytes" -> send(exchange, 200, filled(Integer.parseInt(path[2])));
            case "endless" -> endless(exchange);
            case "if" -> send(exchange, matches(exchange, path[2], path[3]) ? 200 : 404, new byte[0]);
            default -> send(exchange, 404, new byte[0]);
        }
    }

    private static void endless(HttpExchange exchange) throws IOException {
        byte[] some = filled(1 << 16);
        exchange.sendResponseHeaders(200, 0);
        while (true) {
            exchange.getResponseBody().write(some);
        }
    }

    private static void status(HttpExchange exchange, int status) throws IOException {
        send(exchange, status, status == 204 ? new byte[0] : "status".getBytes(StandardCharsets.UTF_8));
    }

    private static boolean matches(HttpExchange exchange, String what, String value) {
        return what.equals("method")
                ? exchange.getRequestMethod().equals(value)
                : value.equals(exchange.getRequestHeaders().getFirst(what));
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        try {
            exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        } finally {
            exchange.close();
        }
    }
}
