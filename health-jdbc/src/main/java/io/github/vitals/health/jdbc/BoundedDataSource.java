package io.github.vitals.health.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source nobody waits for too long: neither for its connections, nor for an answer over one. A connection is as
 * it was when it is closed, which returns it to a pool.
 */
final class BoundedDataSource implements DataSource {
    /** The database is to end a statement before we hang up. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private static final int UNSUPPORTED = -1;

    private final DataSource dataSource;
    private final ConnectionOpener opener;
    private final Duration limit;

    BoundedDataSource(DataSource dataSource, Duration limit) {
        this.dataSource = dataSource;
        this.opener = new ConnectionOpener(dataSource);
        this.limit = limit;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = opener.open(limit);
        try {
            return bounded(connection);
        } catch (SQLException | RuntimeException failure) {
            ConnectionOpener.close(connection);
            throw failure;
        }
    }

    private Connection bounded(Connection connection) throws SQLException {
        int before = limitNetwork(connection, (int) limit.plus(GRACE).toMillis());
        return (Connection) Proxy.newProxyInstance(
                BoundedDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        restore(connection, before);
                    }
                    return call(connection, method, arguments);
                });
    }

    private static int limitNetwork(Connection connection, int millis) throws SQLException {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, millis);
            return before;
        } catch (SQLFeatureNotSupportedException none) {
            return UNSUPPORTED;
        }
    }

    private static void restore(Connection connection, int before) {
        try {
            if (before != UNSUPPORTED && !connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, before);
            }
        } catch (SQLException broken) {
            // Nobody will get it again.
        }
    }

    private static @Nullable Object call(Connection connection, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("user: given (expected: the data source's own)");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return dataSource.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter writer) throws SQLException {
        dataSource.setLogWriter(writer);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        dataSource.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return dataSource.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return dataSource.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return dataSource.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return dataSource.isWrapperFor(type);
    }
}
