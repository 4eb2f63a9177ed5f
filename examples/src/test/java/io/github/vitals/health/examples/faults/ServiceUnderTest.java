package io.github.vitals.health.examples.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A service on a local port whose answers can be made bad. */
final class ServiceUnderTest implements AutoCloseable {
    private static final byte[] READY = "all is ready".getBytes(StandardCharsets.UTF_8);
    private static final byte[] WRONG = "sorry".getBytes(StandardCharsets.UTF_8);
    private static final long GIGABYTE = 1L << 30;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile String mode = "/";

    ServiceUnderTest() throws IOException {
        server = HttpServer.create(local(), 0);
        start();
    }

    ServiceUnderTest(HeldCertificate certificate) throws IOException {
        HttpsServer secure = HttpsServer.create(local(), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslContext()));
        server = secure;
        start();
    }

    private static InetSocketAddress local() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void start() {
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    void answerAs(String path) {
        mode = path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (mode) {
                case "/500" -> send(exchange, 500, WRONG);
                case "/wrong" -> send(exchange, 200, WRONG);
                case "/loop" -> {
                    exchange.getResponseHeaders().set("Location", "/");
                    send(exchange, 302, WRONG);
                }
                case "/echo" -> echo(exchange);
                case "/slow" -> slow(exchange);
                case "/huge" -> huge(exchange);
                default -> send(exchange, 200, READY);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Fails and sends back all that it got, as some services do. */
    private static void echo(HttpExchange exchange) throws IOException {
        String got = exchange.getRequestURI() + "\n"
                + exchange.getRequestHeaders().entrySet() + "\n"
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        send(exchange, 500, got.getBytes(StandardCharsets.UTF_8));
    }

    private void slow(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1000);
        try {
            for (int i = 0; i < 1000; i++) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                if (closed.await(100, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static void huge(HttpExchange exchange) throws IOException {
        byte[] some = new byte[1 << 16];
        exchange.sendResponseHeaders(200, GIGABYTE);
        OutputStream body = exchange.getResponseBody();
        for (long written = 0; written < GIGABYTE; written += some.length) {
            body.write(some);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
