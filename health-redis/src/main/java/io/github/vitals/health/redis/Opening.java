package io.github.vitals.health.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A way to open a connection without waiting for it. */
@FunctionalInterface
interface Opening<C extends StatefulConnection<?, ?>> {
    /** Shorter attempts might never come through at all. */
    Duration SHORTEST = Duration.ofMillis(500);

    /** Begins an attempt in a run that has so much time left. */
    CompletableFuture<? extends C> begin(Duration remaining);

    static Opening<StatefulRedisConnection<?, ?>> of(RedisClient client, RedisURI address) {
        return remaining -> client.connectAsync(StringCodec.UTF8, address).toCompletableFuture();
    }

    /**
     * To whom the Sentinels name. An attempt ends with its run, so that the next one asks them anew: the one they named
     * may be frozen, and another be promoted meanwhile.
     */
    static Opening<StatefulRedisConnection<?, ?>> bySentinels(RedisClient client, RedisURI address) {
        return remaining -> {
            Duration longest = remaining.compareTo(SHORTEST) < 0 ? SHORTEST : remaining;
            RedisURI hasty = copy(address);
            hasty.setTimeout(address.getTimeout().compareTo(longest) < 0 ? address.getTimeout() : longest);
            return client.connectAsync(StringCodec.UTF8, hasty).toCompletableFuture();
        };
    }

    /** Lettuce's own way to copy an address leaves the Sentinels out. */
    private static RedisURI copy(RedisURI address) {
        RedisURI copy = new RedisURI();
        copy.setSentinelMasterId(address.getSentinelMasterId());
        copy.getSentinels().addAll(address.getSentinels());
        copy.applyAuthentication(address);
        copy.applySsl(address);
        copy.setDatabase(address.getDatabase());
        if (address.getClientName() != null) {
            copy.setClientName(address.getClientName());
        }
        return copy;
    }

    /** The client keeps its address to itself, and connects to it only while a thread waits. */
    static Opening<StatefulRedisConnection<?, ?>> of(RedisClient client) {
        return remaining -> onThread(() -> client.connect(StringCodec.UTF8));
    }

    /** The client learns the cluster's nodes before it connects, only while a thread waits. */
    static Opening<StatefulRedisClusterConnection<?, ?>> of(RedisClusterClient client) {
        return remaining -> onThread(() -> client.connect(StringCodec.UTF8));
    }

    private static <T> CompletableFuture<T> onThread(Supplier<T> connect) {
        CompletableFuture<T> opened = new CompletableFuture<>();
        Thread thread = new Thread(() -> complete(opened, connect), "redis-health-connect");
        thread.setDaemon(true);
        thread.start();
        return opened;
    }

    @SuppressWarnings("CatchingUnchecked") // whatever is thrown, the runs that wait must hear of it
    private static <T> void complete(CompletableFuture<T> opened, Supplier<T> connect) {
        try {
            opened.complete(connect.get());
        } catch (Throwable thrown) {
            opened.completeExceptionally(thrown);
        }
    }
}
