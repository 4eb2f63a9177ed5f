package io.github.vitals.health.jdbc;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.Measurement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a connection can be had from a data source, and whether the database at its other end answers.
 *
 * <p>Each run borrows one connection, has the database answer through {@link Connection#isValid}, whatever the pool
 * believes of the connection, runs the {@linkplain JdbcHealthCheckBuilder#query query} if there is one, and gives the connection back
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
 * <p>A pool that has nothing to give in time is told apart from a database that hangs. All but 50 ms of the run's time
 * is waited for a HikariCP pool, half of it where there is a {@linkplain JdbcHealthCheckBuilder#dedicated dedicated}
 * connection, over which the database is then asked itself: if it answers, the pool is exhausted; if not, the database
 * is what is wrong, however many connections its hanging callers hold. Without a dedicated connection, {@code
 * pool_exhausted} says only that all connections are in use. Any other data source bounds its own waiting, unless there
 * is a dedicated connection.
 *
 * <p>A limit of the pool's below that gives better reasons, since a pool tells why it could not connect only when its
 * own limit is over: with HikariCP set {@code connectionTimeout} and {@code validationTimeout} so. An unpooled data
 * source, and a pool that validates, reads from its socket without hearing of interruption: give the driver a socket
 * timeout. Without one, a run against a frozen database holds its thread, one and no more, until the database answers.
 *
 * <table>
 *   <caption>Details</caption>
 *   <tr><th>name</th><th>what</th></tr>
 *   <tr><td>{@code product}, {@code version}</td><td>of the database, read at the first success and remembered</td></tr>
 *   <tr><td>{@code borrow}</td><td>how long it took to get a connection, as an ISO 8601 duration</td></tr>
 *   <tr><td>{@code validate}</td><td>how long the database took to answer, the query included</td></tr>
 *   <tr><td>{@code dedicated}</td><td>how long the dedicated connection was asked, where it was</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Measurements</caption>
 *   <tr><th>name</th><th>what</th></tr>
 *   <tr><td>{@code health.jdbc.borrow}, {@code health.jdbc.validate}, {@code health.jdbc.dedicated}</td>
 *       <td>the durations of the details</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Reasons</caption>
 *   <tr><th>reason</th><th>when</th></tr>
 *   <tr><td>connect_refused</td><td>nobody listens, or the server shuts down</td></tr>
 *   <tr><td>connect_timeout</td><td>no connection came about in time, although not all of the pool's are in use</td></tr>
 *   <tr><td>dns</td><td>the host name could not be resolved</td></tr>
 *   <tr><td>auth</td><td>the credentials were refused (SQLSTATE class 28; MySQL and MariaDB: errors 1044, 1130)</td></tr>
 *   <tr><td>starting</td><td>the server takes no connections yet (SQLSTATE 57P03)</td></tr>
 *   <tr><td>saturated</td><td>the server has no connection left (SQLSTATE 53300; MySQL and MariaDB: errors 1040, 1203,
 *       1226)</td></tr>
 *   <tr><td>pool_exhausted</td><td>every connection of the pool is in use; DOWN, or DEGRADED if asked</td></tr>
 *   <tr><td>closed</td><td>the pool was closed on our side; told at once</td></tr>
 *   <tr><td>timeout</td><td>the database did not answer in time</td></tr>
 *   <tr><td>connection_lost</td><td>the connection was closed by the other side (SQLSTATE class 08, 57P01)</td></tr>
 *   <tr><td>read_only</td><td>the database takes no writes although it should, or refused the query for that</td></tr>
 *   <tr><td>slow</td><td>it took longer than the limit; DEGRADED</td></tr>
 *   <tr><td>tls_expired, tls_not_yet_valid, tls_hostname, tls_untrusted, tls_handshake</td>
 *       <td>the certificate was not accepted, or the handshake failed otherwise</td></tr>
 *   <tr><td>exception</td><td>anything else: a query that fails</td></tr>
 * </table>
 *
 * <p>Thread-safe if the data source is.
 */
public final class JdbcHealthCheck implements HealthCheck {
    private final Lender lender;
    private final Diagnosis diagnosis;
    private final @Nullable String query;
    private final @Nullable Duration slow;
    private final boolean readWrite;
    private volatile @Nullable Product product;

    JdbcHealthCheck(JdbcHealthCheckBuilder described) {
        DataSource other = described.dedicated;
        lender = new Lender(described.dataSource, other != null);
        diagnosis =
                new Diagnosis(lender, other == null ? null : new DedicatedConnection(other), described.whenExhausted);
        query = described.query;
        slow = described.slow;
        readWrite = described.readWrite;
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
    public static JdbcHealthCheckBuilder builder(DataSource dataSource) {
        return new JdbcHealthCheckBuilder(dataSource);
    }

    @Override
    public HealthResult check(CheckContext context) {
        if (lender.pool().closed()) {
            return describe(Diagnosis.closed());
        }
        Connection connection;
        long begun = System.nanoTime();
        try {
            connection = lender.borrow(context);
        } catch (SQLException | RuntimeException failure) {
            return describe(diagnosis.of(failure, context));
        }
        Duration borrow = since(begun);
        return describe(ask(connection, context, borrow)
                .detail("borrow", borrow)
                .measured(Measurement.duration("health.jdbc.borrow", borrow)));
    }

    private HealthResult ask(Connection connection, CheckContext context, Duration borrow) {
        long begun = System.nanoTime();
        HealthResult result;
        try (connection) {
            result = examine(connection, context);
        } catch (SQLException | RuntimeException failure) {
            return SqlFailures.result(failure);
        }
        Duration validate = since(begun);
        return (result.reason().isPresent() ? result : paced(borrow, validate))
                .detail("validate", validate)
                .measured(Measurement.duration("health.jdbc.validate", validate));
    }

    private HealthResult examine(Connection connection, CheckContext context) throws SQLException {
        try (Examination examination = Examination.begin(connection, context)) {
            examination.validate();
            Product known = product;
            if (known == null) {
                known = Product.of(connection);
                product = known;
            }
            String refusal = readWrite ? Vendor.of(known).refusal(connection, examination) : null;
            if (refusal != null) {
                return HealthResult.down(FailureReason.READ_ONLY, "the database takes no writes: " + refusal);
            }
            if (query != null) {
                examination.run(query);
            }
        }
        return HealthResult.up();
    }

    private HealthResult paced(Duration borrow, Duration validate) {
        Duration took = borrow.plus(validate);
        return slow == null || took.compareTo(slow) <= 0
                ? HealthResult.up()
                : HealthResult.degraded(
                        FailureReason.SLOW,
                        "took " + took.toMillis() + " ms (limit: " + slow.toMillis() + " ms): "
                                + borrow.toMillis() + " ms to get a connection, " + validate.toMillis()
                                + " ms for the database to answer");
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
}
