package io.github.vitals.health.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows on their way into a table, so many at a time. */
final class StoreRows implements AutoCloseable {
    private static final int TOGETHER = 1_000;

    private final PreparedStatement statement;
    private int waiting;

    StoreRows(PreparedStatement statement) {
        this.statement = statement;
    }

    void add(@Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
        if (++waiting == TOGETHER) {
            send();
        }
    }

    void send() throws SQLException {
        if (waiting > 0) {
            statement.executeBatch();
            waiting = 0;
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
