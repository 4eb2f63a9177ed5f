package io.github.vitals.health.server;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.servers.Attack;
import io.github.vitals.health.servers.AttackedProcess;
import io.github.vitals.health.servers.AttackedProcess.Look;
import io.github.vitals.health.servers.HostileClients;
import io.github.vitals.health.servers.Probes;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server in a JVM of 64 MB, and clients that mean it no good. */
@Tag("alone")
@TestMethodOrder(OrderAnnotation.class)
class AttackIT {
    private static final Duration LENGTH = Duration.ofMillis(2500);
    private static final Duration PATIENCE = ofSeconds(1);
    private static final long MEGABYTES = 1 << 20;
    private static final int LAST = 1;

    private static AttackedProcess attacked;
    private static URI live;
    private static Look before;

    @BeforeAll
    static void start() {
        attacked = AttackedProcess.start(AttackedServer.class, "-Xmx64m");
        live = attacked.uri().resolve("/livez");
        before = attacked.look();
    }

    @AfterAll
    static void close() {
        attacked.close();
    }

    @ParameterizedTest
    @Order(0)
    @CsvSource({
        "SLOW_HEADERS, /livez, 500",
        "SLOW_BODIES, /livez, 500",
        "SLOW_READERS, /metrics, 500",
        "SLOW_READERS, /health, 500",
        "HEADER_FLOOD, /livez, 500",
        "URL_FLOOD, /livez, 500",
        "PIPELINING, /livez, 500",
        "MALFORMED, /livez, 500",
        "CHURN, /livez, 500",
        "ABORTED_POLLS, /health/ready, 500",
        "IDLE, /livez, 10000"
    })
    void hurtsNeitherProbesNorTheApplication(Attack attack, String path, int connections) {
        try (HostileClients clients =
                HostileClients.start(attack, attacked.uri().resolve(path), connections)) {
            await().until(() -> clients.open() + clients.ended() >= connections / 2);
            Probes probes = Probes.of(live, LENGTH, PATIENCE);
            Look during = attacked.look();
            System.out.printf(
                    "%s of %s by %d: %d probes, worst %d ms; %d threads, application paused for %d ms%n",
                    attack,
                    path,
                    connections,
                    probes.number(),
                    probes.worst().toMillis(),
                    during.threads(),
                    during.pause().toMillis());
            assertThat(probes.failures()).isEmpty();
            assertThat(probes.worst()).isLessThan(PATIENCE);
            assertThat(during.pause()).isLessThan(PATIENCE);
            assertThat(during.threads() - before.threads()).isLessThanOrEqualTo(Exchanges.MOST);
        }
    }

    @AfterEach
    void nothingIsLeft() {
        await().atMost(ofSeconds(20)).untilAsserted(() -> {
            Look after = attacked.look();
            assertThat(after.files()).isLessThan(before.files() + 10);
            assertThat(after.heap()).isLessThan(before.heap() + 10 * MEGABYTES);
        });
        assertThat(attacked.printed()).noneMatch(line -> line.contains("ERROR") || line.contains("Exception"));
    }

    @Test
    @Order(LAST)
    void leavesNoThreadBehind() {
        await().atMost(ofSeconds(20)).until(() -> attacked.look().threads() <= before.threads());
    }
}
