package io.github.vitals.health.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One transaction: what is not committed when it is closed is rolled back. */
final class StoreSession implements AutoCloseable {
    /** How many rows are fetched from the server at once. */
    private static final int FETCHED = 1_000;

    private final Connection connection;
    private final StoreDialect dialect;
    private final UnaryOperator<String> qualify;
    private final boolean autoCommitBefore;
    private final int timeoutBefore;

    /** @param qualify puts the schema into a statement, where one is set */
    StoreSession(Connection connection, StoreDialect dialect, UnaryOperator<String> qualify, Duration timeout)
            throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.qualify = qualify;
        this.autoCommitBefore = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            this.timeoutBefore = dialect.limit(statement, timeout);
        }
    }

    StoreDialect dialect() {
        return dialect;
    }

    private PreparedStatement prepare(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(qualify.apply(sql));
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    int update(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    StoreRows rows(String sql) throws SQLException {
        return new StoreRows(prepare(sql));
    }

    <T> List<T> list(String sql, Row<T> row, Object... parameters) throws SQLException {
        List<T> list = new ArrayList<>();
        each(sql, result -> list.add(row.of(result)), parameters);
        return list;
    }

    /** Hands over row by row what is never in memory as a whole. */
    void each(String sql, RowReader reader, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            statement.setFetchSize(FETCHED);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    reader.read(result);
                }
            }
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
            try (Statement statement = connection.createStatement()) {
                dialect.unlimit(statement, timeoutBefore);
            }
            connection.setAutoCommit(autoCommitBefore);
        }
    }

    interface Row<T> {
        T of(ResultSet result) throws SQLException;
    }

    interface RowReader {
        void read(ResultSet result) throws SQLException;
    }
}
