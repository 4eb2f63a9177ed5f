package io.github.vitals.health.redis;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.servers.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Three masters without replicas. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class ClusterIT {
    private static final int NODES = 3;

    private List<RedisServer> servers;
    private RedisClusterClient client;

    @BeforeEach
    void start() {
        servers = Stream.generate(RedisServer::clusterNode).limit(NODES).toList();
        RedisClient plain = RedisClient.create();
        List<StatefulRedisConnection<String, String>> nodes = servers.stream()
                .map(server -> plain.connect(RedisURI.create(server.uri())))
                .toList();
        IntStream.range(0, NODES).forEach(node -> assign(nodes.get(node), node));
        servers.forEach(server -> nodes.get(0).sync().clusterMeet("127.0.0.1", server.port()));
        nodes.forEach(node -> await().atMost(ofSeconds(20))
                .until(() -> node.sync().clusterInfo().contains("cluster_state:ok")));
        plain.shutdown(Duration.ZERO, ofSeconds(2));
        client = RedisClusterClient.create(servers.get(0).uri());
    }

    private static void assign(StatefulRedisConnection<String, String> connection, int node) {
        int[] slots = IntStream.range(0, SlotHash.SLOT_COUNT)
                .filter(slot -> slot % NODES == node)
                .toArray();
        connection.sync().clusterAddSlots(slots);
        connection.sync().clusterSetConfigEpoch(node + 1L);
    }

    @AfterEach
    void stop() {
        client.shutdown(Duration.ZERO, ofSeconds(2));
        servers.forEach(RedisServer::close);
    }

    private static HealthResult run(RedisHealthCheck check) throws InterruptedException {
        return check.check(CheckContext.of("cache", ofSeconds(4)));
    }

    private static void assertResult(HealthResult result, HealthStatus status, FailureReason reason) {
        assertThat(result.status()).as(result.toString()).isEqualTo(status);
        assertThat(result.reason()).as(result.toString()).contains(reason);
    }

    @Test
    void aLostNodeIsAMissingPartWhicheverWayOneLooks() throws Exception {
        RedisHealthCheck own = RedisHealthCheck.builder(client)
                .expectCoverage()
                .expectWritable()
                .details()
                .build();
        RedisHealthCheck given = RedisHealthCheck.builder(client.connect())
                .whenIncomplete(HealthStatus.DEGRADED)
                .build();
        assertThat(run(own).status()).as(run(own).toString()).isEqualTo(HealthStatus.UP);
        assertThat(run(given).status()).isEqualTo(HealthStatus.UP);
        assertThat(run(given).details()).containsEntry("nodes", NODES).containsEntry("cluster.slots.uncovered", 0L);

        RedisServer lost = servers.get(NODES - 1);
        lost.freeze();
        assertResult(run(given), HealthStatus.DEGRADED, FailureReason.INCOMPLETE);
        assertThat(run(given).message()).contains("1 of 3", "5461 slots", "127.0.0.1:" + lost.port(), "timeout");
        await().atMost(ofSeconds(20))
                .untilAsserted(() -> assertThat(run(own).message()).contains("state is fail"));
        assertResult(run(own), HealthStatus.DOWN, FailureReason.INCOMPLETE);
        assertThat(run(own).details()).containsEntry("cluster.slots.uncovered", 5461L);

        lost.thaw();
        await().atMost(ofSeconds(20))
                .untilAsserted(() -> assertThat(run(own).status()).isEqualTo(HealthStatus.UP));
        own.close();
        assertResult(run(own), HealthStatus.DOWN, FailureReason.CLOSED);
    }
}
