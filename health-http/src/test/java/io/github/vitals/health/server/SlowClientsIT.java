package io.github.vitals.health.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.HealthRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowClientsIT {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final HealthRegistry health = HealthRegistry.builder().build();
    private final HealthServer server = HealthServer.start(0, health);
    private final URI live = server.uri().resolve("/health/live");

    @AfterEach
    void close() {
        server.close();
        health.close();
    }

    @Test
    void doNotHoldUpAProbeHoweverLongTheyGoOn() throws Exception {
        // Longer than a request may take to come, so that both the flood and the cutting off are seen.
        probeWhile(200, true, 80);
    }

    @Test
    void doNotHoldUpAProbeWhenTheyAreMoreThanTheThreads() throws Exception {
        probeWhile(2 * Exchanges.MOST, false, 30);
    }

    private void probeWhile(int number, boolean persistent, int rounds) throws Exception {
        assertThat(Http.probe(live, Duration.ofSeconds(20))).isEqualTo(200);
        long worst = 0;
        int probes = 0;
        try (SlowClients slow = new SlowClients(live, number, persistent)) {
            for (; slow.rounds() < rounds; probes++) {
                long before = System.nanoTime();
                assertThat(Http.probe(live, LIMIT)).isEqualTo(200);
                worst = Math.max(worst, System.nanoTime() - before);
                assertThat(threads()).isLessThanOrEqualTo(Exchanges.MOST);
            }
            assertThat(slow.cutOff()).isPositive();
        }
        System.out.printf("%d slow clients: %d probes, worst %d ms%n", number, probes, worst / 1_000_000);
        assertThat(Duration.ofNanos(worst)).isLessThan(LIMIT);
    }

    @Test
    void areCutOff() throws Exception {
        try (Socket slow = new Socket(live.getHost(), live.getPort())) {
            slow.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
            slow.setSoTimeout(9000);
            long before = System.nanoTime();
            assertThat(slow.getInputStream().read()).isEqualTo(-1);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(4));
        }
        assertThat(Http.probe(live, Duration.ofSeconds(20))).isEqualTo(200);
    }

    @Test
    void thatDoNotReadTheirAnswerAreCutOffAndOthersAreAnsweredAgain() throws Exception {
        PrometheusMeterRegistry large = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        String text = "x".repeat(200_000);
        for (int i = 0; i < 50; i++) {
            Gauge.builder("large", () -> 1).tag("text", text + i).register(large);
        }
        List<Socket> unread = new ArrayList<>();
        try (HealthServer scraped = HealthServer.start(0, health, large)) {
            URI metrics = scraped.uri().resolve("/metrics");
            assertThat(Http.get(scraped, "/metrics").body()).hasSizeGreaterThan(10_000_000);
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket();
                unread.add(socket);
                socket.setReceiveBufferSize(4096);
                socket.connect(new InetSocketAddress(metrics.getHost(), metrics.getPort()));
                String request = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(Http.probe(metrics, Duration.ofSeconds(20))).isEqualTo(200);
            assertThat(Http.probe(scraped.uri().resolve("/livez"), Duration.ofSeconds(20)))
                    .isEqualTo(200);
            await().atMost(Duration.ofSeconds(30)).until(() -> Http.probe(metrics, Duration.ofSeconds(20)) == 200);
        } finally {
            for (Socket socket : unread) {
                socket.close();
            }
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("health-server-\\d+"))
                .count();
    }
}
