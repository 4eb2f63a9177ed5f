package io.github.vitals.health.redis;

import io.github.vitals.health.CheckContext;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A connection with at most one PING of ours on it. */
final class Line implements RedisConnectionStateListener {
    private final StatefulRedisConnection<?, ?> connection;
    private volatile @Nullable Ping<?, ?> unanswered;

    private Line(StatefulRedisConnection<?, ?> connection) {
        this.connection = connection;
    }

    static Line over(StatefulRedisConnection<?, ?> connection) {
        Line line = new Line(connection);
        connection.addListener(line);
        return line;
    }

    boolean open() {
        return connection.isOpen();
    }

    /** Gives up a connection that is lost already, so nobody has to wait for its end or can do anything about it. */
    void close() {
        CompletableFuture<Void> unused = connection.closeAsync();
    }

    /** Waits for the answer to the PING that is under way, or to a new one. */
    String ping(CheckContext context) throws InterruptedException, ExecutionException, TimeoutException {
        Ping<?, ?> ping = underWay(connection);
        return ping.answer().get(context.remaining().toNanos(), TimeUnit.NANOSECONDS);
    }

    private synchronized <K, V> Ping<?, ?> underWay(StatefulRedisConnection<K, V> over) {
        requireOpen();
        Ping<?, ?> last = unanswered;
        if (last != null && !last.answer().isDone()) {
            return last;
        }
        Ping<K, V> ping = Ping.create();
        unanswered = ping;
        try {
            over.dispatch(ping);
        } catch (RuntimeException | Error notSent) {
            // Nobody will answer what was not sent: the next run must not wait for it.
            ping.lose();
            throw notSent;
        }
        if (!open()) {
            // Closed meanwhile, and the listener may have come too early for this PING.
            ping.lose();
        }
        return ping;
    }

    /** Lettuce would keep the command until it has reconnected, which is not for us to wait for. */
    private void requireOpen() {
        if (!open()) {
            throw new RedisException("Connection lost; the client has not reconnected");
        }
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> disconnected) {
        // On a thread of the client, which must not wait: no lock.
        Ping<?, ?> lost = unanswered;
        if (lost != null) {
            lost.lose();
        }
    }
}
