package io.github.vitals.health.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.jdbc.Replication.Lag;
import io.github.vitals.health.jdbc.Replication.Primary;
import io.github.vitals.health.jdbc.Replication.Replica;
import io.github.vitals.health.jdbc.Replication.Slot;
import java.time.Duration;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class ReplicationJudgeTest {
    private final ReplicationHealthCheckBuilder described = ReplicationHealthCheck.builder(new JdbcDataSource());

    private HealthResult judge(Replication told) {
        return new ReplicationJudge(described).judge(told);
    }

    private static Lag lag(String whose, Duration time, long bytes) {
        return new Lag(whose, time, bytes);
    }

    @Test
    void aLagThatIsNotKnownIsJudgedByNoLimit() {
        described.downAbove(Duration.ofSeconds(1)).downAbove(1);
        Lag unknown = new Lag("a", null, null);
        assertThat(judge(new Replica("", List.of(), List.of(unknown), List.of()))
                        .status())
                .isEqualTo(HealthStatus.UP);
    }

    @Test
    void theWorstReplicaCountsByTimeAndAnotherOneByBytes() {
        described.downAbove(Duration.ofSeconds(50)).degradedAbove(1000);
        List<Lag> lags = List.of(
                lag("a", Duration.ofSeconds(1), 10),
                lag("b", Duration.ofSeconds(60), 20),
                lag("c", Duration.ZERO, 2000));
        HealthResult result = judge(new Primary(3, lags, List.of(), List.of()));
        assertThat(result.status()).isEqualTo(HealthStatus.DOWN);
        assertThat(result.message()).contains("b is 60.0 s behind (limit: 50.0 s)");
        described.downAbove(Duration.ofMinutes(5)).degradedAbove(Duration.ofMinutes(5));
        assertThat(judge(new Primary(3, lags, List.of(), List.of())).message())
                .isEqualTo("c is 2000 bytes behind (limit: 1000)");
    }

    @Test
    void exactlyAtTheLimitIsNotAbove() {
        Lag lag = lag("a", Duration.ofSeconds(30), 0);
        assertThat(judge(new Replica("", List.of(), List.of(lag), List.of())).status())
                .isEqualTo(HealthStatus.UP);
    }

    @Test
    void theWorstDecidesAndTheWordsOfAllAreTold() {
        described.expectPrimary().whenStopped(HealthStatus.DEGRADED);
        HealthResult result = judge(new Replica("", List.of("paused"), List.of(), List.of("no right")));
        assertThat(result.reason()).contains(FailureReason.ROLE);
        assertThat(result.message()).isEqualTo("the server is a replica (expected: a primary); paused; no right");
    }

    @Test
    void aSlotThatIsLostIsToldHoweverLittleItRetains() {
        HealthResult result = judge(new Primary(0, List.of(), List.of(new Slot("eu", 0, true)), List.of()));
        assertThat(result.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(result.reason()).contains(FailureReason.REPLICATION_STOPPED);
        assertThat(result.message()).contains("slot eu is lost");
    }

    @Test
    void replicasThatCannotBeCountedAreNotMissing() {
        described.expectReplicas(2);
        HealthResult result = judge(new Primary(null, List.of(), List.of(), List.of("no right")));
        assertThat(result.reason()).contains(FailureReason.AUTH);
        assertThat(result.message()).isEqualTo("no right");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> described.downAbove(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("downAbove: 0 (expected: at least 1)");
        assertThatThrownBy(() -> described.degradedAbove(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> described.expectReplicas(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> described.whenStopped(HealthStatus.UP)).isInstanceOf(IllegalArgumentException.class);
    }
}
