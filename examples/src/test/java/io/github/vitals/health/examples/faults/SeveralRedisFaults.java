package io.github.vitals.health.examples.faults;

import static org.awaitility.Awaitility.await;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.redis.RedisHealthCheck;
import io.github.vitals.health.redis.RedisRole;
import io.github.vitals.health.servers.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.sentinel.api.sync.RedisSentinelCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What befalls Redis where there are several: a master with a replica and a Sentinel, and a cluster of three masters. */
final class SeveralRedisFaults {
    private static final int NODES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    List<Fault> all() {
        return List.of(
                Fault.down(
                        "redis: master frozen, until the Sentinel has promoted its replica",
                        FailureReason.CONNECT_TIMEOUT,
                        SeveralRedisFaults::promotion),
                Fault.down("redis: cluster has lost a third of its slots", FailureReason.INCOMPLETE, at -> {
                    List<RedisServer> nodes = cluster(at);
                    RedisClusterClient client =
                            RedisClusterClient.create(nodes.get(0).uri());
                    at.open(() -> client.shutdown(Duration.ZERO, Duration.ofSeconds(5)));
                    RedisServer lost = nodes.get(NODES - 1);
                    at.check(at.open(RedisHealthCheck.builder(client)
                                    .expectCoverage()
                                    .build()))
                            .breaks(lost::freeze)
                            .mends(lost::thaw);
                }));
    }

    /** Nobody mends it: the Sentinel takes 3 s to be sure, and then some. */
    private static void promotion(Situation at) {
        RedisServer master = at.open(RedisServer.embedded());
        at.open(RedisServer.embedded("--replicaof", "127.0.0.1 " + master.port()));
        await().atMost(PATIENCE)
                .until(() -> commands(at, master).info("replication").contains("state=online"));
        RedisServer sentinel = at.open(RedisServer.sentinel());
        RedisURI address =
                RedisURI.Builder.sentinel("127.0.0.1", sentinel.port(), "m").build();
        RedisClient client = client(at, address);
        RedisSentinelCommands<String, String> watch = client.connectSentinel().sync();
        watch.monitor("m", "127.0.0.1", master.port(), 1);
        watch.set("m", "down-after-milliseconds", "3000");
        // Tries again after twice as long where it finds no replica that it has heard of lately.
        watch.set("m", "failover-timeout", "1000");
        await().atMost(PATIENCE).until(() -> "1".equals(watch.master("m").get("num-slaves")));
        at.check(at.open(RedisHealthCheck.builder(client, address)
                        .expectRole(RedisRole.MASTER)
                        .build()))
                .breaks(master::freeze)
                .mends(() -> {});
    }

    private static List<RedisServer> cluster(Situation at) {
        List<RedisServer> nodes = new ArrayList<>();
        List<RedisCommands<String, String>> all = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            nodes.add(at.open(RedisServer.clusterNode()));
            all.add(commands(at, nodes.get(node)));
            assign(all.get(node), node);
        }
        nodes.forEach(node -> all.get(0).clusterMeet("127.0.0.1", node.port()));
        all.forEach(
                node -> await().atMost(PATIENCE).until(() -> node.clusterInfo().contains("cluster_state:ok")));
        return nodes;
    }

    private static void assign(RedisCommands<String, String> commands, int node) {
        commands.clusterAddSlots(IntStream.range(0, SlotHash.SLOT_COUNT)
                .filter(slot -> slot % NODES == node)
                .toArray());
        commands.clusterSetConfigEpoch(node + 1L);
    }

    private static RedisCommands<String, String> commands(Situation at, RedisServer server) {
        return client(at, RedisURI.create(server.uri())).connect().sync();
    }

    private static RedisClient client(Situation at, RedisURI address) {
        RedisClient client = RedisClient.create(address);
        at.open(() -> client.shutdown(Duration.ZERO, Duration.ofSeconds(5)));
        return client;
    }
}
