package io.github.vitals.health.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import java.util.concurrent.CompletableFuture;

/** A way to open a connection without waiting for it. */
@FunctionalInterface
interface Opening {
    CompletableFuture<? extends StatefulRedisConnection<?, ?>> begin();

    static Opening of(RedisClient client, RedisURI address) {
        return () -> client.connectAsync(StringCodec.UTF8, address).toCompletableFuture();
    }

    /** The client keeps its address to itself, and connects to it only while a thread waits. */
    static Opening of(RedisClient client) {
        return () -> {
            CompletableFuture<StatefulRedisConnection<String, String>> opened = new CompletableFuture<>();
            Thread thread = new Thread(() -> connect(client, opened), "redis-health-connect");
            thread.setDaemon(true);
            thread.start();
            return opened;
        };
    }

    @SuppressWarnings("CatchingUnchecked") // whatever is thrown, the runs that wait must hear of it
    private static void connect(RedisClient client, CompletableFuture<StatefulRedisConnection<String, String>> opened) {
        try {
            opened.complete(client.connect(StringCodec.UTF8));
        } catch (Throwable thrown) {
            opened.completeExceptionally(thrown);
        }
    }
}
