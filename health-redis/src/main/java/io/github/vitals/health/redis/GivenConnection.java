package io.github.vitals.health.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.api.StatefulConnection;

/** A connection of the application, which stays the application's. */
final class GivenConnection<C extends StatefulConnection<?, ?>> implements Connector<C> {
    private final C connection;
    private volatile boolean checkClosed;

    GivenConnection(C connection) {
        this.connection = connection;
    }

    @Override
    public C connect(Deadline deadline) {
        if (checkClosed) {
            throw new ClosedException("the check");
        }
        if (connection instanceof RedisChannelHandler<?, ?> handler && handler.isClosed()) {
            throw new ClosedException("the connection");
        }
        return connection;
    }

    @Override
    public void close() {
        checkClosed = true;
    }
}
