package io.github.vitals.health.examples.payments;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Charges every amount, but for those that end in 13 cents: these it declines, so that anyone can try what happens then.
 *
 * <p>{@code GET /ping} answers 200. {@code POST /charges} with {@code {"orderId":"…","amountCents":1290}} answers 200 if
 * charged, 402 if declined, 400 otherwise. Listens on loopback.
 */
public final class PaymentService implements AutoCloseable {
    private static final int LARGEST_BODY = 4_096;
    private static final int DECLINED_CENTS = 13;
    private static final Pattern AMOUNT = Pattern.compile("\"amountCents\"\\s*:\\s*(\\d{1,15})\\b");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4, task -> new Thread(task, "payments"));

    private PaymentService(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, 404, "no such path"));
        server.createContext("/ping", exchange -> answer(exchange, 200, "pong"));
        server.createContext("/charges", PaymentService::charge);
        server.start();
    }

    /**
     * Starts the service.
     *
     * @param port where to listen; 0 for any free port
     * @return a service that answers
     * @throws IOException if the port is taken
     */
    public static PaymentService start(int port) throws IOException {
        return new PaymentService(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    }

    /**
     * Where it listens.
     *
     * @return the port
     */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void charge(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readNBytes(LARGEST_BODY), UTF_8);
        Matcher amount = AMOUNT.matcher(body);
        if (!exchange.getRequestMethod().equals("POST") || !amount.find()) {
            answer(exchange, 400, "{\"error\":\"no amountCents\"}");
        } else if (Long.parseLong(amount.group(1)) % 100 == DECLINED_CENTS) {
            answer(exchange, 402, "{\"status\":\"declined\"}");
        } else {
            answer(exchange, 200, "{\"status\":\"charged\"}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            exchange.sendResponseHeaders(status, bytes.length);
            out.write(bytes);
        }
    }

    /** Ends the service at once. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /**
     * Runs the service as a process, prints {@code payments: PORT} once it answers, and ends when its standard input does:
     * when whoever started it is gone.
     *
     * @param arguments none
     * @throws IOException if no port is free
     */
    @SuppressWarnings("SystemOut") // the line is how the parent process learns the port
    public static void main(String... arguments) throws IOException {
        try (PaymentService service = start(0)) {
            System.out.println("payments: " + service.port());
            while (System.in.read() >= 0) {
                // Nothing is expected there but its end.
            }
        }
    }
}
