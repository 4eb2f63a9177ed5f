package io.github.vitals.health.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The database that history is kept in; its tables are made or brought up to date when it is first used. */
final class HistoryDatabase {
    private final DataSource dataSource;
    private final Duration timeout;
    private final @Nullable String schema;
    private final boolean migrate;
    private @Nullable HistoryDialect dialect;

    HistoryDatabase(DataSource dataSource, Duration timeout, @Nullable String schema, boolean migrate) {
        this.dataSource = new BoundedDataSource(dataSource, timeout);
        this.timeout = timeout;
        this.schema = schema;
        this.migrate = migrate;
    }

    Duration timeout() {
        return timeout;
    }

    HistorySession begin() throws SQLException {
        HistoryDialect spoken = dialect();
        Connection connection = dataSource.getConnection();
        try {
            return new HistorySession(connection, spoken, schema == null ? "" : '"' + schema + "\".", timeout);
        } catch (SQLException | RuntimeException failure) {
            ConnectionOpener.close(connection);
            throw failure;
        }
    }

    /** Known once the tables are there; until then every use tries again. */
    private synchronized HistoryDialect dialect() throws SQLException {
        if (dialect == null) {
            HistoryDialect found = find();
            if (migrate) {
                HistoryMigration.run(dataSource, found, schema);
            }
            dialect = found;
        }
        return dialect;
    }

    private HistoryDialect find() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return HistoryDialect.of(connection);
        }
    }
}
