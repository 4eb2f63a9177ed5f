package io.github.vitals.health.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** The masters of a cluster that hold slots, as the client knows them. */
final class ClusterSource implements Source {
    private static final int MOST_NODES = 500;
    private static final int MOST_KEYS = 100_000;

    private final Connector<StatefulRedisClusterConnection<?, ?>> connector;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    ClusterSource(Connector<StatefulRedisClusterConnection<?, ?>> connector) {
        this.connector = connector;
    }

    @Override
    public List<Node> nodes(Deadline deadline) throws InterruptedException, ExecutionException {
        StatefulRedisClusterConnection<?, ?> connection = connector.connect(deadline);
        List<RedisClusterNode> masters = masters(connection);
        if (masters.isEmpty()) {
            throw new RedisException("the client knows no node of the cluster that holds slots");
        }
        forgetAllBut(masters);
        return masters.stream().map(master -> node(connection, master)).toList();
    }

    private static List<RedisClusterNode> masters(StatefulRedisClusterConnection<?, ?> connection) {
        return connection.getPartitions().stream()
                .filter(node -> node.getRole().isUpstream() && !node.getSlots().isEmpty())
                .sorted(Comparator.comparing(ClusterSource::name))
                .limit(MOST_NODES)
                .toList();
    }

    private static String name(RedisClusterNode node) {
        return node.getUri().getHost() + ":" + node.getUri().getPort();
    }

    private void forgetAllBut(List<RedisClusterNode> masters) {
        List<String> ids = masters.stream().map(RedisClusterNode::getNodeId).toList();
        lines.keySet().stream().filter(id -> !ids.contains(id)).forEach(this::forget);
    }

    private void forget(String id) {
        Line line = lines.remove(id);
        if (line != null) {
            line.detach();
        }
    }

    private Node node(StatefulRedisClusterConnection<?, ?> connection, RedisClusterNode master) {
        return new Node(
                name(master), master.getSlots().size(), line(connection, master), prefix -> keyOf(master, prefix));
    }

    private <K, V> CompletableFuture<Line> line(
            StatefulRedisClusterConnection<K, V> connection, RedisClusterNode master) {
        String id = master.getNodeId();
        return connection.getConnectionAsync(id).thenApply(over -> lineOver(id, over));
    }

    private Line lineOver(String id, StatefulRedisConnection<?, ?> over) {
        return lines.compute(id, (same, current) -> {
            if (current != null && current.isOver(over)) {
                return current;
            }
            if (current != null) {
                current.detach();
            }
            return Line.over(over);
        });
    }

    /** By trying, with a hash tag that counts up; a node with an n-th of the slots needs n attempts on average. */
    private static String keyOf(RedisClusterNode master, String prefix) {
        for (int i = 0; i < MOST_KEYS; i++) {
            String key = prefix + ":{" + i + "}";
            if (master.hasSlot(SlotHash.getSlot(key))) {
                return key;
            }
        }
        return prefix;
    }

    @Override
    public void late() {
        connector.late();
    }

    @Override
    public void close() {
        lines.keySet().forEach(this::forget);
        connector.close();
    }
}
