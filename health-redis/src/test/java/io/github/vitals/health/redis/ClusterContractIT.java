package io.github.vitals.health.redis;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.servers.RedisServer;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The check opens a connection to a cluster, of one node that has all slots. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class ClusterContractIT extends RedisContract {
    private RedisClusterClient cluster;

    @Override
    RedisServer newServer() {
        return RedisServer.clusterNode("--requirepass", PASSWORD);
    }

    @BeforeAll
    void join() {
        try (StatefulRedisConnection<String, String> node = client.connect()) {
            node.sync().clusterAddSlots(IntStream.range(0, SlotHash.SLOT_COUNT).toArray());
            await().atMost(ofSeconds(20)).until(() -> node.sync().clusterInfo().contains("cluster_state:ok"));
        }
        cluster = RedisClusterClient.create(address());
    }

    @AfterAll
    void leave() {
        cluster.shutdown(Duration.ZERO, ofSeconds(2));
    }

    @Override
    protected HealthCheck newCheck() {
        return RedisHealthCheck.of(cluster);
    }
}
