package io.github.vitals.health.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the databases say differently that stores are in. */
enum StoreDialect {
    POSTGRESQL {
        @Override
        String upsert(String table, List<String> keys, List<String> values) {
            String changes = values.stream()
                    .map(column -> column + " = EXCLUDED." + column)
                    .collect(Collectors.joining(", "));
            return insert(table, keys, values) + " ON CONFLICT (" + String.join(", ", keys) + ") DO UPDATE SET "
                    + changes;
        }

        @Override
        String insertAbsent(String table, List<String> keys, List<String> values) {
            return insert(table, keys, values) + " ON CONFLICT DO NOTHING";
        }

        @Override
        String deleteSome(String table, String condition, int most) {
            return "DELETE FROM " + table + " WHERE ctid = ANY (ARRAY (SELECT ctid FROM " + table + " WHERE "
                    + condition + " LIMIT " + most + "))";
        }

        /** The server itself ends the statement: the driver's way to cancel hangs while the server does. */
        @Override
        int limit(Statement statement, Duration time) throws SQLException {
            statement.execute("SET LOCAL statement_timeout = " + time.toMillis());
            return 0;
        }

        @Override
        void unlimit(Statement statement, int before) {}
    },
    H2 {
        @Override
        String upsert(String table, List<String> keys, List<String> values) {
            return "MERGE INTO " + table + " (" + columns(keys, values) + ") KEY (" + String.join(", ", keys)
                    + ") VALUES (" + marks(keys, values) + ")";
        }

        @Override
        String insertAbsent(String table, List<String> keys, List<String> values) {
            return upsert(table, keys, values);
        }

        @Override
        String deleteSome(String table, String condition, int most) {
            return "DELETE FROM " + table + " WHERE " + condition + " FETCH FIRST " + most + " ROWS ONLY";
        }

        /** Holds for all statements of the connection, and beyond its return to a pool. */
        @Override
        int limit(Statement statement, Duration time) throws SQLException {
            int before = statement.getQueryTimeout();
            statement.setQueryTimeout((int) Math.max(1, time.toSeconds()));
            return before;
        }

        @Override
        void unlimit(Statement statement, int before) throws SQLException {
            statement.setQueryTimeout(before);
        }
    };

    static StoreDialect of(Connection connection) throws SQLException {
        String product = Product.of(connection).name();
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "postgresql" -> POSTGRESQL;
            case "h2" -> H2;
            default ->
                throw new SQLFeatureNotSupportedException("database: " + product + " (expected: PostgreSQL or H2)");
        };
    }

    /** Inserts a row, or replaces the values of the one with the same keys. */
    abstract String upsert(String table, List<String> keys, List<String> values);

    /** Inserts a row unless one with the same keys is there, which has the same values then. */
    abstract String insertAbsent(String table, List<String> keys, List<String> values);

    abstract String deleteSome(String table, String condition, int most);

    /** Has the statements of the transaction take no longer; gives what held before. */
    abstract int limit(Statement statement, Duration time) throws SQLException;

    abstract void unlimit(Statement statement, int before) throws SQLException;

    private static String insert(String table, List<String> keys, List<String> values) {
        return "INSERT INTO " + table + " (" + columns(keys, values) + ") VALUES (" + marks(keys, values) + ")";
    }

    private static String columns(List<String> keys, List<String> values) {
        return Stream.concat(keys.stream(), values.stream()).collect(Collectors.joining(", "));
    }

    private static String marks(List<String> keys, List<String> values) {
        return Stream.concat(keys.stream(), values.stream()).map(column -> "?").collect(Collectors.joining(", "));
    }
}
