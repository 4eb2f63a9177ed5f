package io.github.vitals.health.benchmarks;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.server.HealthServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * The time in a fresh JVM until {@code /health/ready} answers 200 over a socket, with 10 checks that do nothing and have
 * been run: from the start of the server, and from the first line of {@code main}. The logging framework is loaded before
 * the clocks start, as it is in an application. A figure is the median of the starts, in time on the wall.
 */
final class ColdServer {
    private static final int CHECKS = 10;
    private static final byte[] REQUEST =
            "GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String OK = "HTTP/1.1 200 ";

    private ColdServer() {}

    static void measure(Figures figures, boolean quick) throws IOException, InterruptedException {
        double[] fromStart = new double[quick ? 5 : 11];
        double[] fromMain = new double[fromStart.length];
        for (int i = 0; i < fromStart.length; i++) {
            Map<String, Double> millis = Fork.run(ColdServer.class);
            fromStart[i] = millis.get("start");
            fromMain[i] = millis.get("main");
        }
        figures.atMost("cold.ready.from.start", Figures.median(fromStart), "ms", 150);
        figures.show("cold.ready.from.main", Figures.median(fromMain), "ms");
    }

    /** The program in the fresh JVM. */
    public static void main(String[] arguments) throws IOException {
        LoggerFactory.getLogger(ColdServer.class).info("loaded");
        long main = System.nanoTime();
        HealthRegistryBuilder builder = HealthRegistry.builder();
        for (int i = 0; i < CHECKS; i++) {
            builder.check("check-" + i, new Up());
        }
        try (HealthRegistry health = builder.start()) {
            health.check();
            long start = System.nanoTime();
            try (HealthServer server = HealthServer.start(0, health)) {
                ask(server.port());
                long answered = System.nanoTime();
                System.out.println("start " + (answered - start) / 1e6);
                System.out.println("main " + (answered - main) / 1e6);
            }
        }
    }

    private static void ask(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(REQUEST);
            byte[] line = socket.getInputStream().readNBytes(OK.length());
            if (!new String(line, StandardCharsets.US_ASCII).equals(OK)) {
                throw new IllegalStateException(
                        "answer: " + new String(line, StandardCharsets.US_ASCII) + " (expected: " + OK + ")");
            }
        }
    }

    /** A class: the first lambda of a cold JVM is not the server's cost. */
    private static final class Up implements HealthCheck {
        @Override
        public HealthResult check(CheckContext context) {
            return HealthResult.up();
        }
    }
}
