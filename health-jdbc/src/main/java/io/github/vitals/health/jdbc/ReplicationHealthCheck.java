package io.github.vitals.health.jdbc;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.Measurement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Asks a PostgreSQL, MariaDB or MySQL how its replication does: a replica whether it is connected, whether it applies
 * what it receives, and how far it is behind; a primary how many replicas it has, and on PostgreSQL how far they are
 * behind and what it keeps for slots that nobody uses. Which of the two the server is, the server itself tells.
 *
 * <pre>{@code
 * HealthRegistry.builder()
 *         .check("orders-replica", ReplicationHealthCheck.builder(replica).expectReplica().build())
 *         .check("orders-primary", ReplicationHealthCheck.builder(primary)
 *                 .expectPrimary()
 *                 .expectReplicas(2)
 *                 .downAbove(Duration.ofMinutes(5))
 *                 .build())
 *         .start();
 * }</pre>
 *
 * <p>Each run borrows one connection, asks two to four questions, none of which reads tables of the application's, and
 * gives the connection back as it was. The data source must lead to one server: behind a balancer, every run may ask
 * another one.
 *
 * <p>A PostgreSQL replica that has replayed all that its primary sent is not behind, however old the last commit is;
 * where there is more to replay, the age of the last commit counts, but no more than the time since the check last saw
 * the replica to have caught up. PostgreSQL notices only after {@code wal_receiver_timeout} (60 s) that its primary is
 * silent, MariaDB and MySQL after {@code slave_net_timeout} (60 s); until then the replica believes to be connected.
 *
 * <p>The user needs {@code pg_read_all_stats} on PostgreSQL, {@code REPLICA MONITOR} on MariaDB, {@code REPLICATION
 * CLIENT} and for the number of replicas {@code REPLICATION SLAVE} on MySQL. If it is missing, the check is DEGRADED
 * with reason auth and names it, unless there is worse to tell.
 *
 * <table>
 *   <caption>Details</caption>
 *   <tr><th>name</th><th>what</th></tr>
 *   <tr><td>{@code role}</td><td>{@code primary} or {@code replica}</td></tr>
 *   <tr><td>{@code source}</td><td>a replica's: host and port that it follows</td></tr>
 *   <tr><td>{@code replicas}</td><td>a primary's: how many are connected</td></tr>
 *   <tr><td>{@code lag}</td><td>the longest, as an ISO 8601 duration; not there while it is not known</td></tr>
 *   <tr><td>{@code backlog}</td><td>the largest, in bytes of the log; not there while it is not known</td></tr>
 *   <tr><td>{@code slots}</td><td>a PostgreSQL primary's: replication slots that nobody uses, if there are any</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Measurements</caption>
 *   <tr><th>name</th><th>what</th></tr>
 *   <tr><td>{@code health.replication.lag}</td><td>the detail, in seconds; of a disconnected or broken replica nothing</td></tr>
 *   <tr><td>{@code health.replication.backlog}</td><td>the detail, in bytes</td></tr>
 *   <tr><td>{@code health.replication.replicas}</td><td>the detail</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Reasons</caption>
 *   <tr><th>reason</th><th>when</th></tr>
 *   <tr><td>role</td><td>the server is a replica where a primary is expected, or the other way round; DOWN</td></tr>
 *   <tr><td>replication_stopped</td><td>a replica is disconnected, paused or broken; DOWN, or DEGRADED if asked. A
 *       slot that nobody uses retains too much, or is lost; DEGRADED</td></tr>
 *   <tr><td>replication_lag</td><td>a replica is too far behind; DEGRADED or DOWN</td></tr>
 *   <tr><td>incomplete</td><td>a primary has fewer replicas than expected; DEGRADED</td></tr>
 *   <tr><td>auth</td><td>the user may not see all; DEGRADED</td></tr>
 *   <tr><td>assertion</td><td>it is none of the known products; UNKNOWN</td></tr>
 *   <tr><td>others</td><td>as {@link JdbcHealthCheck} has them, when the database could not be asked</td></tr>
 * </table>
 *
 * <p>Thread-safe if the data source is.
 */
public final class ReplicationHealthCheck implements HealthCheck {
    private static final double MILLIS = 1e3;

    private final Lender lender;
    private final ReplicationJudge judge;
    private final LagWatch watch;

    ReplicationHealthCheck(ReplicationHealthCheckBuilder described) {
        lender = new Lender(described.dataSource, false);
        judge = new ReplicationJudge(described);
        watch = new LagWatch(described.ticker);
    }

    /**
     * A check that is content with either role.
     *
     * @param dataSource where connections to the server come from; stays the caller's to close
     * @return the check
     */
    public static ReplicationHealthCheck of(DataSource dataSource) {
        return builder(dataSource).build();
    }

    /**
     * Starts to describe a check.
     *
     * @param dataSource where connections to the server come from; stays the caller's to close
     * @return a new builder
     */
    public static ReplicationHealthCheckBuilder builder(DataSource dataSource) {
        return new ReplicationHealthCheckBuilder(dataSource);
    }

    @Override
    public HealthResult check(CheckContext context) {
        Connection connection;
        try {
            connection = lender.borrow(context);
        } catch (SQLException | RuntimeException failure) {
            return new Diagnosis(lender, null, HealthStatus.DOWN).of(failure, context);
        }
        try (connection;
                Examination examination = Examination.begin(connection, context)) {
            examination.validate();
            return ask(Product.of(connection), examination);
        } catch (SQLException | RuntimeException failure) {
            return SqlFailures.result(failure);
        }
    }

    private HealthResult ask(Product product, Examination examination) throws SQLException {
        ReplicationReader reader = Vendor.of(product).replication();
        if (reader == null) {
            return HealthResult.unknown(
                    "how " + product.name() + " replicates is not known here (expected: PostgreSQL, MariaDB or MySQL)");
        }
        try {
            Replication told = reader.read(examination, watch);
            return measured(shown(judge.judge(told), told), told);
        } catch (ReplicationReader.HiddenException hidden) {
            return HealthResult.degraded(FailureReason.AUTH, String.valueOf(hidden.getMessage()))
                    .causedBy(hidden);
        }
    }

    private static HealthResult shown(HealthResult result, Replication told) {
        HealthResult shown = result.detail("role", ReplicationJudge.Role.of(told).label);
        if (told instanceof Replication.Replica replica && !replica.source().isEmpty()) {
            shown = shown.detail("source", replica.source());
        }
        if (told instanceof Replication.Primary primary) {
            shown = primary.replicas() == null ? shown : shown.detail("replicas", primary.replicas());
            shown = primary.slots().isEmpty()
                    ? shown
                    : shown.detail("slots", primary.slots().size());
        }
        return shown;
    }

    private static HealthResult measured(HealthResult result, Replication told) {
        HealthResult measured = result;
        Duration lag = told.longest().map(Replication.Lag::time).orElse(null);
        if (lag != null) {
            measured = measured.detail("lag", lag)
                    .measured(Measurement.gauge("health.replication.lag", "seconds", lag.toMillis() / MILLIS));
        }
        Long backlog = told.largest().map(Replication.Lag::bytes).orElse(null);
        if (backlog != null) {
            measured = measured.detail("backlog", backlog)
                    .measured(Measurement.gauge("health.replication.backlog", "bytes", backlog));
        }
        return told instanceof Replication.Primary primary && primary.replicas() != null
                ? measured.measured(Measurement.gauge("health.replication.replicas", "", primary.replicas()))
                : measured;
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
        return "ReplicationHealthCheck";
    }
}
