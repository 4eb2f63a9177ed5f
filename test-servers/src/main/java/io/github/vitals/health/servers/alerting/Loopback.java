package io.github.vitals.health.servers.alerting;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The JDK's HTTP server on a free port, which makes the mistakes of a script. Thread-safe. */
final class Loopback {
    private final Script script = new Script();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "far-side");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer server;
    private final Function<Call, Reply> handler;

    private Loopback(HttpServer server, Function<Call, Reply> handler) {
        this.server = server;
        this.handler = handler;
    }

    static Loopback start(Function<Call, Reply> handler) {
        try {
            InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            Loopback loopback = new Loopback(HttpServer.create(anywhere, 0), handler);
            loopback.server.setExecutor(loopback.threads);
            var unused = loopback.server.createContext("/", loopback::handle);
            loopback.server.start();
            return loopback;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot listen on loopback", failed);
        }
    }

    Script script() {
        return script;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = read(exchange);
            Fault fault = script.take();
            switch (fault.how()) {
                case NONE -> write(exchange, handler.apply(call));
                case ANSWER -> write(exchange, fault.reply());
                case LOST -> {
                    Reply unused = handler.apply(call);
                }
                case HANG -> closed.await();
                case CLOSE -> {}
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Call read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> header.getValue().get(0)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return new Call(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
    }

    private static void write(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
