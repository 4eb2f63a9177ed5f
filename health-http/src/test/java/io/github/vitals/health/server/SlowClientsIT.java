package io.github.vitals.health.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.HealthRegistry;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("health-server-\\d+"))
                .count();
    }
}
