package io.github.vitals.health.examples.orders;

import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Orders in Redis, for an hour. A cache that does not answer costs its timeout and nothing else: reading finds nothing,
 * writing does nothing. Thread-safe.
 */
final class OrderCache {
    private static final Duration KEPT = Duration.ofHours(1);

    private final RedisCommands<String, String> redis;
    private final OrderMetrics metrics;

    OrderCache(StatefulRedisConnection<String, String> connection, OrderMetrics metrics) {
        this.redis = connection.sync();
        this.metrics = metrics;
    }

    Optional<Order> find(UUID id) {
        try {
            Optional<Order> order = Optional.ofNullable(redis.get(key(id))).map(OrderJson::order);
            metrics.cache(order.isPresent() ? "hit" : "miss");
            return order;
        } catch (RedisException failed) {
            metrics.cache("error");
            return Optional.empty();
        }
    }

    void put(Order order) {
        try {
            redis.set(key(order.id()), OrderJson.text(order), SetArgs.Builder.ex(KEPT));
        } catch (RedisException failed) {
            metrics.cache("error");
        }
    }

    private static String key(UUID id) {
        return "order:" + id;
    }
}
