package io.github.vitals.health.jdbc;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a connection can be had from a data source, and whether the database at its other end answers.
 *
 * <p>Each run borrows one connection, has the database answer through {@link Connection#isValid}, whatever the pool
 * believes of the connection, runs the {@linkplain Builder#query query} if there is one, and gives the connection back
 * as it was: what the run began is rolled back, and the network timeout that bounds the run is put back where the
 * driver has one. A connection that did not answer is aborted, and the pool made to see that, so that no one else is
 * given it.
 *
 * <pre>{@code
 * HealthRegistry.builder()
 *         .check("orders-db", JdbcHealthCheck.of(dataSource))
 *         .check("ledger-db", JdbcHealthCheck.builder(ledger).query("SELECT 1 FROM accounts").build())
 *         .start();
 * }</pre>
 *
 * <p>The borrowing is bounded by the data source's own limit, and by the interruption at the policy's timeout, which
 * pools honour while they wait for a connection. A limit below that timeout gives better reasons, since a pool tells
 * why it could not connect only when its own limit is over: with HikariCP set {@code connectionTimeout} and
 * {@code validationTimeout} so. An unpooled data source, and a pool that validates, reads from its socket without
 * hearing of interruption: give the driver a socket timeout. Without one, a run against a frozen database holds its
 * thread, one and no more, until the database answers.
 *
 * <table>
 *   <caption>Details</caption>
 *   <tr><th>name</th><th>what</th></tr>
 *   <tr><td>{@code product}, {@code version}</td><td>of the database, read at the first success and remembered</td></tr>
 *   <tr><td>{@code borrow}</td><td>how long it took to get a connection, as an ISO 8601 duration, when UP</td></tr>
 *   <tr><td>{@code validate}</td><td>how long the database took to answer, the query included, likewise</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Reasons when DOWN</caption>
 *   <tr><th>reason</th><th>when</th></tr>
 *   <tr><td>connect_refused</td><td>nobody listens, or the server takes no connections now (SQLSTATE 57P03)</td></tr>
 *   <tr><td>connect_timeout</td><td>no connection came about in time, although none of the pool's is in use</td></tr>
 *   <tr><td>dns</td><td>the host name could not be resolved</td></tr>
 *   <tr><td>auth</td><td>the credentials were refused (SQLSTATE class 28)</td></tr>
 *   <tr><td>saturated</td><td>the server has no connection left (SQLSTATE 53300)</td></tr>
 *   <tr><td>pool_exhausted</td><td>every connection of the pool is in use</td></tr>
 *   <tr><td>timeout</td><td>the database did not answer in time</td></tr>
 *   <tr><td>connection_lost</td><td>the connection was closed by the other side (SQLSTATE class 08, 57P01)</td></tr>
 *   <tr><td>read_only</td><td>the query was refused because the database takes no writes (SQLSTATE 25006)</td></tr>
 *   <tr><td>tls_expired, tls_hostname, tls_untrusted</td><td>the certificate was not accepted</td></tr>
 *   <tr><td>exception</td><td>anything else: a query that fails, a pool that is closed</td></tr>
 * </table>
 *
 * <p>Thread-safe if the data source is.
 */
public final class JdbcHealthCheck implements HealthCheck {
    private final DataSource dataSource;
    private final @Nullable String query;
    private volatile @Nullable Product product;

    private JdbcHealthCheck(DataSource dataSource, @Nullable String query) {
        this.dataSource = dataSource;
        this.query = query;
    }

    /**
     * A check without a query of its own.
     *
     * @param dataSource where connections come from; stays the caller's to close
     * @return the check
     */
    public static JdbcHealthCheck of(DataSource dataSource) {
        return builder(dataSource).build();
    }

    /**
     * Starts to describe a check.
     *
     * @param dataSource where connections come from; stays the caller's to close
     * @return a new builder
     */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    @Override
    public HealthResult check(CheckContext context) {
        long begun = System.nanoTime();
        try (Connection connection = borrow()) {
            Duration borrow = since(begun);
            return describe(examine(connection, context)
                    .detail("borrow", borrow)
                    .detail("validate", since(begun).minus(borrow)));
        } catch (SQLException | RuntimeException failure) {
            return describe(SqlFailures.result(failure));
        }
    }

    private Connection borrow() throws SQLException {
        @SuppressWarnings("nullness") // a data source of the user's may break its contract
        @Nullable
        Connection connection = dataSource.getConnection();
        if (connection == null) {
            throw new SQLException("connection: null (expected: the data source gives one)");
        }
        return connection;
    }

    private HealthResult examine(Connection connection, CheckContext context) throws SQLException {
        try (Examination examination = Examination.begin(connection, context)) {
            examination.validate();
            if (query != null) {
                examination.run(query);
            }
            if (product == null) {
                product = Product.of(connection);
            }
        }
        return HealthResult.up();
    }

    private HealthResult describe(HealthResult result) {
        Product known = product;
        return known == null ? result : result.detail("product", known.name()).detail("version", known.version());
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Tells that a database is asked.
     *
     * @return true
     */
    @Override
    public boolean external() {
        return true;
    }

    @Override
    public String toString() {
        return query == null ? "JdbcHealthCheck" : "JdbcHealthCheck with a query";
    }

    /** Describes a {@link JdbcHealthCheck}. Not thread-safe. */
    public static final class Builder {
        private final DataSource dataSource;
        private @Nullable String query;

        private Builder(DataSource dataSource) {
            this.dataSource = Objects.requireNonNull(dataSource, "dataSource: null (expected: a data source)");
        }

        /**
         * Sets a statement to run after the validation, for what a connection alone does not show: a table that must
         * be there, a right that is needed. It counts whether it fails, not what it returns; at most one row is
         * fetched, and what it changes is rolled back. None if not set.
         *
         * @param query a statement in the database's own SQL
         * @return this builder
         * @throws IllegalArgumentException if it is blank
         */
        public Builder query(String query) {
            if (Objects.requireNonNull(query, "query: null (expected: a statement)")
                    .isBlank()) {
                throw new IllegalArgumentException("query: \"" + query + "\" (expected: a statement)");
            }
            this.query = query;
            return this;
        }

        /**
         * Makes the check.
         *
         * @return a check that has opened nothing
         */
        public JdbcHealthCheck build() {
            return new JdbcHealthCheck(dataSource, query);
        }
    }
}
