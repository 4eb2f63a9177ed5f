package io.github.vitals.health.redis;

import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.StatefulConnection;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection, opened when it is first needed and again when it is lost. At most one attempt is under way; one that
 * takes longer than a run is waited for by the next, and its connection is used when it comes, so none is left over.
 */
final class OwnConnection<C extends StatefulConnection<?, ?>> implements Connector<C> {
    /** What to do about a connection that does not serve. */
    enum Mending {
        /** A lost connection is opened again. */
        REOPEN,
        /** So is one without an answer: who is to be connected to may have moved. */
        REOPEN_WHEN_LATE,
        /** The client does all that by itself. */
        BY_CLIENT
    }

    private final Opening<C> opening;
    private final Mending mending;
    private boolean closed;
    private @Nullable C connection;
    private @Nullable CompletableFuture<? extends C> attempt;

    OwnConnection(Opening<C> opening, Mending mending) {
        this.opening = opening;
        this.mending = mending;
    }

    @Override
    public C connect(Deadline deadline) throws InterruptedException, ExecutionException {
        CompletableFuture<? extends C> awaited;
        synchronized (this) {
            requireNotClosed();
            C current = connection;
            if (current != null && (mending == Mending.BY_CLIENT || current.isOpen())) {
                return current;
            }
            giveUp();
            awaited = underWay(deadline);
        }
        return await(awaited, deadline);
    }

    private void requireNotClosed() {
        if (closed) {
            throw new ClosedException("the check");
        }
    }

    /** Nobody has to wait for the end of what is lost already, or can do anything about it. */
    private synchronized void giveUp() {
        if (connection != null) {
            CompletableFuture<Void> unused = connection.closeAsync();
            connection = null;
        }
    }

    private synchronized CompletableFuture<? extends C> underWay(Deadline deadline) {
        if (attempt == null || attempt.isCompletedExceptionally()) {
            attempt = opening.begin(deadline.remaining());
        }
        return attempt;
    }

    private C await(CompletableFuture<? extends C> awaited, Deadline deadline)
            throws InterruptedException, ExecutionException {
        try {
            return adopt(awaited, deadline.await(awaited));
        } catch (TimeoutException late) {
            SocketTimeoutException cause = new SocketTimeoutException("connect timed out: no handshake in time");
            throw new ExecutionException(new RedisConnectionException("not connected in time", cause));
        }
    }

    /** Of several runs that waited, the first makes the connection ours. */
    private synchronized C adopt(CompletableFuture<? extends C> awaited, C opened) {
        requireNotClosed();
        if (attempt == awaited) {
            attempt = null;
            connection = opened;
        }
        if (connection == null) {
            throw new RedisConnectionException("Connection lost again at once");
        }
        return connection;
    }

    @Override
    public synchronized void late() {
        if (mending == Mending.REOPEN_WHEN_LATE) {
            giveUp();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        giveUp();
        if (attempt != null) {
            CompletableFuture<Void> unused = attempt.thenCompose(StatefulConnection::closeAsync);
            attempt = null;
        }
    }
}
