package io.github.vitals.health.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The database that a store keeps its tables in, which are made or brought up to date when it is first used. */
final class StoreDatabase {
    private final StoreTables tables;
    private final DataSource dataSource;
    private final Duration timeout;
    private final @Nullable String schema;
    private final boolean migrate;
    private @Nullable StoreDialect dialect;

    StoreDatabase(
            StoreTables tables, DataSource dataSource, Duration timeout, @Nullable String schema, boolean migrate) {
        this.tables = tables;
        this.dataSource = new BoundedDataSource(dataSource, timeout);
        this.timeout = timeout;
        this.schema = schema;
        this.migrate = migrate;
    }

    Duration timeout() {
        return timeout;
    }

    StoreSession begin() throws SQLException {
        StoreDialect spoken = dialect();
        Connection connection = dataSource.getConnection();
        try {
            return new StoreSession(connection, spoken, sql -> sql.replace(tables.prefix(), qualified()), timeout);
        } catch (SQLException | RuntimeException failure) {
            ConnectionOpener.close(connection);
            throw failure;
        }
    }

    private String qualified() {
        return schema == null ? tables.prefix() : '"' + schema + "\"." + tables.prefix();
    }

    /** Known once the tables are there; until then every use tries again. */
    private synchronized StoreDialect dialect() throws SQLException {
        if (dialect == null) {
            StoreDialect found = find();
            if (migrate) {
                StoreMigration.run(tables, dataSource, found, schema);
            }
            dialect = found;
        }
        return dialect;
    }

    private StoreDialect find() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return StoreDialect.of(connection);
        }
    }
}
