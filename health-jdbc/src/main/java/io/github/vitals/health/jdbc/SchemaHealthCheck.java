package io.github.vitals.health.jdbc;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Asks whether the schema of a database is the one that the application expects, by the history that Flyway or Liquibase
 * keeps in the database itself. Neither is needed for that; plain SQL reads their tables.
 *
 * <pre>{@code
 * HealthRegistry.builder()
 *         .check("orders-schema", SchemaHealthCheck.flyway(dataSource).expectedVersion("12.1").build())
 *         .check("ledger-schema", SchemaHealthCheck.liquibase(ledger).expectedChangeSet("add-currency").build())
 *         .start();
 * }</pre>
 *
 * <p>Each run borrows one connection and reads at most 10,000 rows, the newest ones. The connection is given back as it
 * was.
 *
 * <table>
 *   <caption>Details</caption>
 *   <tr><th>name</th><th>what</th></tr>
 *   <tr><td>{@code version}</td><td>Flyway: the highest version installed, {@code none} if there is none</td></tr>
 *   <tr><td>{@code change_sets}</td><td>Liquibase: how many have run</td></tr>
 *   <tr><td>{@code locked_by}</td><td>Liquibase: who holds the lock, where someone does</td></tr>
 * </table>
 *
 * <p>It measures nothing.
 *
 * <table>
 *   <caption>Reasons</caption>
 *   <tr><th>reason</th><th>when</th></tr>
 *   <tr><td>schema</td><td>DOWN: a migration has failed, the expected one is missing, or there is no history at all;
 *       DEGRADED: Liquibase's lock has been held for too long</td></tr>
 *   <tr><td>others</td><td>as {@link JdbcHealthCheck} has them, when the database could not be asked</td></tr>
 * </table>
 *
 * <p>Thread-safe if the data source is.
 */
public final class SchemaHealthCheck implements HealthCheck {
    private final Lender lender;
    private final SchemaHistory history;

    SchemaHealthCheck(DataSource dataSource, SchemaHistory history) {
        this.lender = new Lender(dataSource, false);
        this.history = history;
    }

    /**
     * Starts to describe a check of what Flyway did.
     *
     * @param dataSource where connections come from; stays the caller's to close
     * @return a new builder
     */
    public static FlywaySchemaBuilder flyway(DataSource dataSource) {
        return new FlywaySchemaBuilder(dataSource);
    }

    /**
     * Starts to describe a check of what Liquibase did.
     *
     * @param dataSource where connections come from; stays the caller's to close
     * @return a new builder
     */
    public static LiquibaseSchemaBuilder liquibase(DataSource dataSource) {
        return new LiquibaseSchemaBuilder(dataSource);
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
            return history.judge(examination);
        } catch (SQLException | RuntimeException failure) {
            return failure instanceof SQLException sql && Vendor.noSuchTable(sql)
                    ? HealthResult.down(
                            FailureReason.SCHEMA,
                            "there is no table " + history.table() + ": nothing was ever migrated here")
                    : SqlFailures.result(failure);
        }
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
        return "SchemaHealthCheck of " + history.table();
    }
}
