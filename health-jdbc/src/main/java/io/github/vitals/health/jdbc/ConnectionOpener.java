package io.github.vitals.health.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections within a time that is kept whatever the driver or the pool does: on a thread of its own. There is
 * one such thread at most; a connection that comes too late is closed.
 */
final class ConnectionOpener {
    private final Lender lender;
    private @Nullable CompletableFuture<Connection> last;

    ConnectionOpener(DataSource dataSource) {
        this.lender = new Lender(dataSource, false);
    }

    Connection open(Duration limit) throws SQLException {
        CompletableFuture<Connection> opening = begin();
        try {
            return opening.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            closeWhenOpen(opening);
            throw new SQLTimeoutException("no connection within " + limit.toMillis() + " ms", "HYT00");
        } catch (InterruptedException givenUp) {
            closeWhenOpen(opening);
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while a connection was being opened");
        } catch (ExecutionException failed) {
            throw failure(failed);
        }
    }

    private synchronized CompletableFuture<Connection> begin() throws SQLTimeoutException {
        if (last != null && !last.isDone()) {
            throw new SQLTimeoutException("an earlier attempt to open a connection still hangs", "HYT00");
        }
        CompletableFuture<Connection> opening = new CompletableFuture<>();
        last = opening;
        Thread thread = new Thread(() -> open(opening), "health-jdbc-store");
        thread.setDaemon(true);
        thread.start();
        return opening;
    }

    private void open(CompletableFuture<Connection> opening) {
        try {
            opening.complete(lender.connection());
        } catch (SQLException | RuntimeException | Error failure) {
            opening.completeExceptionally(failure);
        }
    }

    private static void closeWhenOpen(CompletableFuture<Connection> opening) {
        var unused = opening.thenAccept(ConnectionOpener::close);
    }

    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException gone) {
            // It was of no use to anybody.
        }
    }

    private static SQLException failure(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return cause instanceof SQLException sql ? sql : new SQLException("no connection: " + cause, cause);
    }
}
