package io.github.vitals.health.jdbc;

import io.github.vitals.health.CheckContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One run with a borrowed connection, within the time that remains; at its end the connection is as it was. */
final class Examination implements AutoCloseable {
    /** What the driver says of the network timeout if it has none. */
    private static final int UNSUPPORTED = -1;

    /** How much earlier than its limit a driver's clock may find the time to be over. */
    private static final Duration TOLERANCE = Duration.ofMillis(50);

    /** How long the cancelling of a statement may take. */
    private static final Duration CANCELLING = Duration.ofMillis(500);

    private final Connection connection;
    private final CheckContext context;
    private final boolean autoCommitBefore;
    private final int networkTimeoutBefore;

    private Examination(Connection connection, CheckContext context) throws SQLException {
        this.connection = connection;
        this.context = context;
        this.autoCommitBefore = connection.getAutoCommit();
        this.networkTimeoutBefore = limitNetwork(connection, Budget.lessMargin(remaining(context)));
    }

    static Examination begin(Connection connection, CheckContext context) throws SQLException {
        return new Examination(connection, context);
    }

    private static int limitNetwork(Connection connection, Duration limit) throws SQLException {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (int) Math.min(limit.toMillis() + 1, Integer.MAX_VALUE));
            return before;
        } catch (SQLFeatureNotSupportedException none) {
            return UNSUPPORTED;
        }
    }

    private static Duration remaining(CheckContext context) throws SQLTimeoutException {
        Duration remaining = context.remaining();
        if (remaining.isZero()) {
            throw new SQLTimeoutException("no time was left when the connection had been borrowed");
        }
        return remaining;
    }

    /** Whole seconds, as JDBC wants them; at least one, since zero would mean for ever. */
    private int seconds() throws SQLTimeoutException {
        return (int) Math.min(Math.max(1, remaining(context).toSeconds()), Integer.MAX_VALUE);
    }

    /** Has the database answer. */
    void validate() throws SQLException {
        Duration limit = Budget.lessMargin(remaining(context));
        long begun = System.nanoTime();
        if (!connection.isValid(seconds())) {
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            SQLException dead = took.plus(TOLERANCE).compareTo(limit) >= 0
                    ? new SQLTimeoutException("the database did not answer within " + took.toMillis() + " ms")
                    : new SQLNonTransientConnectionException("the connection is no longer valid", "08006");
            discard(dead);
            throw dead;
        }
    }

    /**
     * Ends the connection for good. A pool takes back what it is given and may hand it out again at once; with the
     * connection ended, {@link #close} fails before the pool's eyes, and the pool drops it.
     */
    private void discard(SQLException dead) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException unable) {
            dead.addSuppressed(unable);
        }
    }

    /** Runs a statement in a transaction that {@link #close} rolls back. */
    void run(String query) throws SQLException {
        int limit = beginStatement();
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(limit);
            statement.setMaxRows(1);
            statement.execute(query);
        }
    }

    /** The first column of the first row of the answer; empty if there is none. */
    Optional<String> ask(String query) throws SQLException {
        return rows(query, 1).stream().map(row -> row.get(0)).findFirst();
    }

    /** The first rows of the answer, as text; what is null is empty. */
    List<List<String>> rows(String query, int most, String... parameters) throws SQLException {
        return answer(query, most, Examination::rows, parameters);
    }

    /** The same, by the names of the columns. */
    List<Map<String, String>> records(String query, int most) throws SQLException {
        return answer(query, most, Examination::records);
    }

    private <T> T answer(String query, int most, Reading<T> reading, String... parameters) throws SQLException {
        int limit = beginStatement();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setQueryTimeout(limit);
            statement.setMaxRows(most);
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet answer = statement.executeQuery()) {
                return reading.of(answer);
            }
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(ResultSet answer) throws SQLException;
    }

    private static List<Map<String, String>> records(ResultSet answer) throws SQLException {
        ResultSetMetaData columns = answer.getMetaData();
        List<Map<String, String>> records = new ArrayList<>();
        for (List<String> row : rows(answer)) {
            Map<String, String> byName = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                byName.put(columns.getColumnLabel(i + 1).toLowerCase(Locale.ROOT), row.get(i));
            }
            records.add(byName);
        }
        return records;
    }

    private static List<List<String>> rows(ResultSet answer) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        int columns = answer.getMetaData().getColumnCount();
        while (answer.next()) {
            List<String> row = new ArrayList<>(columns);
            for (int column = 1; column <= columns; column++) {
                row.add(Objects.requireNonNullElse(answer.getString(column), ""));
            }
            rows.add(row);
        }
        return rows;
    }

    /** A name as the database takes it literally. */
    String quoted(String name) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString().strip();
        return quote + name + quote;
    }

    /** Opens the transaction, and gives the whole seconds that a statement may take. */
    private int beginStatement() throws SQLException {
        if (autoCommitBefore) {
            connection.setAutoCommit(false);
        }
        int limit = seconds();
        if (networkTimeoutBefore != UNSUPPORTED) {
            // The database must be told to stop before we hang up, or it works on for nobody.
            limitNetwork(
                    connection,
                    longer(remaining(context), Duration.ofSeconds(limit).plus(CANCELLING)));
        }
        return limit;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Override
    public void close() throws SQLException {
        if (!connection.getAutoCommit()) {
            // Validation alone opens a transaction in some drivers, and the pool does not know of it.
            connection.rollback();
            connection.setAutoCommit(autoCommitBefore);
        }
        if (networkTimeoutBefore != UNSUPPORTED) {
            connection.setNetworkTimeout(Runnable::run, networkTimeoutBefore);
        }
    }
}
