package io.github.vitals.health.redis;

import io.github.vitals.health.redis.OwnConnection.Mending;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.util.concurrent.ExecutionException;

/** Where a run gets its connection from. */
interface Connector<C extends StatefulConnection<?, ?>> {
    /** The connection; opened within the time that remains, if it has to be. */
    C connect(Deadline deadline) throws InterruptedException, ExecutionException;

    /** The server did not answer in a whole run. */
    default void late() {}

    /** Closes what was opened here. */
    default void close() {}

    /** To where the client was told to connect. */
    static Connector<StatefulRedisConnection<?, ?>> to(RedisClient client) {
        return new OwnConnection<>(Opening.of(Arguments.requireNonNull("client", client)), Mending.REOPEN);
    }

    /** To an address, or to the master that the Sentinels in it name. */
    static Connector<StatefulRedisConnection<?, ?>> to(RedisClient client, RedisURI address) {
        Arguments.requireNonNull("client", client);
        return Arguments.requireNonNull("address", address).getSentinels().isEmpty()
                ? new OwnConnection<>(Opening.of(client, address), Mending.REOPEN)
                : new OwnConnection<>(Opening.bySentinels(client, address), Mending.REOPEN_WHEN_LATE);
    }

    static Connector<StatefulRedisClusterConnection<?, ?>> to(RedisClusterClient client) {
        return new OwnConnection<>(Opening.of(Arguments.requireNonNull("client", client)), Mending.BY_CLIENT);
    }

    /** That of the caller. */
    static <C extends StatefulConnection<?, ?>> Connector<C> over(C connection) {
        return new GivenConnection<>(Arguments.requireNonNull("connection", connection));
    }
}
