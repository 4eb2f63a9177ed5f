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

        @Override
        String lease() {
            return "INSERT INTO vitals_shared_lease AS taken (name, holder, token, expires_at)"
                    + " VALUES (?, ?, 1, clock_timestamp() + ? * INTERVAL '1 millisecond')"
                    + " ON CONFLICT (name) DO UPDATE SET holder = EXCLUDED.holder, expires_at = EXCLUDED.expires_at,"
                    + " token = taken.token + CASE"
                    + " WHEN taken.holder = EXCLUDED.holder AND taken.expires_at > clock_timestamp() THEN 0 ELSE 1 END"
                    + " WHERE taken.holder = EXCLUDED.holder OR taken.expires_at <= clock_timestamp()"
                    + " RETURNING token";
        }

        /**
         * The server itself ends the statement: the driver's way to cancel hangs while the server does. It also ends a
         * transaction whose client stands still, and with it the locks that others wait for.
         */
        @Override
        int limit(Statement statement, Duration time) throws SQLException {
            long millis = time.toMillis();
            statement.execute("SET LOCAL statement_timeout = " + millis
                    + "; SET LOCAL idle_in_transaction_session_timeout = " + millis);
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

        /** Which of two that insert the row at once comes too late is told by an error of that. */
        @Override
        String lease() {
            return "SELECT token FROM FINAL TABLE (MERGE INTO vitals_shared_lease AS taken"
                    + " USING (VALUES (CAST(? AS varchar), CAST(? AS varchar),"
                    + " DATEADD(MILLISECOND, CAST(? AS bigint), CURRENT_TIMESTAMP))) AS asked (name, holder, expires_at)"
                    + " ON taken.name = asked.name"
                    + " WHEN MATCHED AND (taken.holder = asked.holder OR taken.expires_at <= CURRENT_TIMESTAMP)"
                    + " THEN UPDATE SET holder = asked.holder, expires_at = asked.expires_at, token = taken.token + CASE"
                    + " WHEN taken.holder = asked.holder AND taken.expires_at > CURRENT_TIMESTAMP THEN 0 ELSE 1 END"
                    + " WHEN NOT MATCHED THEN INSERT (name, holder, token, expires_at)"
                    + " VALUES (asked.name, asked.holder, 1, asked.expires_at))";
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

    /**
     * Takes or renews a lease and gives its token, or no row if another has it; the parameters are its name, who asks,
     * and how many milliseconds it lasts.
     */
    abstract String lease();

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
