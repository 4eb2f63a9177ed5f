package io.github.vitals.health.redis;

import static org.awaitility.Awaitility.await;

import io.github.vitals.health.servers.RedisServer;
import io.github.vitals.health.shared.SharedStore;
import io.github.vitals.health.testkit.SharedStoreContract;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** One node will do: also that refuses a script with keys of several slots. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class SharedInClusterIT extends SharedStoreContract {
    private static RedisServer server;
    private static RedisClusterClient client;

    @BeforeAll
    static void start() {
        server = RedisServer.clusterNode();
        RedisClient plain = RedisClient.create(server.uri());
        var node = plain.connect().sync();
        node.clusterAddSlots(IntStream.range(0, SlotHash.SLOT_COUNT).toArray());
        await().until(() -> node.clusterInfo().contains("cluster_state:ok"));
        plain.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        client = RedisClusterClient.create(RedisURI.create(server.uri()));
        client.connect().close();
    }

    @AfterAll
    static void stop() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        server.close();
    }

    @Override
    protected SharedStore newStore() {
        return RedisSharedStore.of(client);
    }
}
