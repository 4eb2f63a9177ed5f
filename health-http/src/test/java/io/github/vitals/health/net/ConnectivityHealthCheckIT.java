package io.github.vitals.health.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.servers.FaultProxy;
import io.github.vitals.health.servers.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConnectivityHealthCheckIT {
    private static RedisServer redis;
    private static FaultProxy first;
    private static FaultProxy second;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        first = FaultProxy.before(redis.port());
        second = FaultProxy.before(redis.port());
    }

    @AfterEach
    void heal() {
        first.heal();
        second.heal();
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        redis.close();
    }

    private static String anchor(FaultProxy proxy) {
        return "127.0.0.1:" + proxy.port();
    }

    private static ConnectivityHealthCheck guard() {
        return ConnectivityHealthCheck.of(anchor(first), anchor(second));
    }

    private static HealthResult run() throws Exception {
        return guard().check(CheckContext.of("network", Duration.ofSeconds(1)));
    }

    @Test
    void oneAnchorThatAnswersIsEnough() throws Exception {
        first.hang();
        HealthResult result = run();
        assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.UP);
        assertThat(result.details())
                .containsEntry(anchor(first), "connect_timeout")
                .containsEntry(anchor(second), "ok");
    }

    @Test
    void blindOnlyWhenNoAnchorAnswers() throws Exception {
        first.hang();
        second.refuse();
        HealthResult result = run();
        assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.DOWN);
        assertThat(result.reason()).contains(FailureReason.BLIND);
        assertThat(result.message()).contains(anchor(first) + " connect_timeout", anchor(second) + " connect_refused");
    }

    @Test
    void whatDependsOnItIsDownBecauseOfItAndNotByItself() {
        first.refuse();
        second.refuse();
        try (HealthRegistry health = HealthRegistry.builder()
                .check("network", guard())
                .check("cache", TcpHealthCheck.of("127.0.0.1", first.port()), policy -> policy.dependsOn("network"))
                .build()) {
            CheckState cache = health.check().state("cache").orElseThrow();
            assertThat(cache.status()).isEqualTo(HealthStatus.DOWN);
            assertThat(cache.rootCause()).contains("network");
        }
    }

    @Test
    void refusesAnAnchorThatIsNone() {
        for (String wrong : new String[] {"host:port", "host:70000", "::1", "us er", "10.0.0.1", ""}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ConnectivityHealthCheck.of(wrong))
                    .withMessageStartingWith("anchor: \"");
        }
    }
}
