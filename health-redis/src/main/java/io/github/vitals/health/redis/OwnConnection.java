package io.github.vitals.health.redis;

import io.github.vitals.health.CheckContext;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection, opened when it is first needed and again when it is lost. At most one attempt is under way; one that
 * takes longer than a run is waited for by the next, and its connection is used when it comes, so none is left over.
 */
final class OwnConnection implements Connector {
    private final Opening opening;
    private @Nullable Line line;
    private @Nullable CompletableFuture<? extends StatefulRedisConnection<?, ?>> attempt;

    private OwnConnection(Opening opening) {
        this.opening = opening;
    }

    static OwnConnection by(Opening opening) {
        return new OwnConnection(opening);
    }

    @Override
    public Line connect(CheckContext context) throws InterruptedException, ExecutionException {
        CompletableFuture<? extends StatefulRedisConnection<?, ?>> awaited;
        synchronized (this) {
            if (line != null && line.open()) {
                return line;
            }
            giveUpLine();
            awaited = underWay();
        }
        return await(awaited, context);
    }

    private synchronized void giveUpLine() {
        if (line != null) {
            line.close();
            line = null;
        }
    }

    private synchronized CompletableFuture<? extends StatefulRedisConnection<?, ?>> underWay() {
        if (attempt == null || attempt.isCompletedExceptionally()) {
            attempt = opening.begin();
        }
        return attempt;
    }

    private Line await(CompletableFuture<? extends StatefulRedisConnection<?, ?>> awaited, CheckContext context)
            throws InterruptedException, ExecutionException {
        try {
            StatefulRedisConnection<?, ?> connection =
                    awaited.get(context.remaining().toNanos(), TimeUnit.NANOSECONDS);
            return adopt(awaited, connection);
        } catch (TimeoutException late) {
            SocketTimeoutException cause = new SocketTimeoutException("connect timed out: no handshake in time");
            throw new ExecutionException(new RedisConnectionException("not connected in time", cause));
        }
    }

    /** Of several runs that waited, the first makes the connection ours. */
    private synchronized Line adopt(
            CompletableFuture<? extends StatefulRedisConnection<?, ?>> awaited,
            StatefulRedisConnection<?, ?> connection) {
        if (attempt == awaited) {
            attempt = null;
            line = Line.over(connection);
        }
        if (line == null) {
            throw new RedisConnectionException("Connection lost again at once");
        }
        return line;
    }
}
