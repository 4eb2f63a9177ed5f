package io.github.vitals.health.jdbc;

import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link JdbcHealthCheck}.
 *
 * <pre>{@code
 * JdbcHealthCheck.builder(pool)
 *         .dedicated(unpooled)
 *         .expectReadWrite()
 *         .slow(Duration.ofMillis(500))
 *         .whenExhausted(HealthStatus.DEGRADED)
 *         .build();
 * }</pre>
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>query</td><td>none: {@link java.sql.Connection#isValid} alone</td></tr>
 *   <tr><td>dedicated</td><td>none</td></tr>
 *   <tr><td>whenExhausted</td><td>DOWN</td></tr>
 *   <tr><td>expectReadWrite</td><td>not asked</td></tr>
 *   <tr><td>slow</td><td>no limit but the policy's timeout</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class JdbcHealthCheckBuilder {
    final DataSource dataSource;

    @Nullable
    DataSource dedicated;

    @Nullable
    String query;

    @Nullable
    Duration slow;

    HealthStatus whenExhausted = HealthStatus.DOWN;
    boolean readWrite;

    JdbcHealthCheckBuilder(DataSource dataSource) {
        this.dataSource = Arguments.requireNonNull("dataSource", dataSource, "a data source");
    }

    /**
     * Sets a statement to run after the validation, for what a connection alone does not show: a table that must be
     * there, a right that is needed. It counts whether it fails, not what it returns; at most one row is fetched, and
     * what it changes is rolled back.
     *
     * @param query a statement in the database's own SQL
     * @return this builder
     * @throws IllegalArgumentException if it is blank
     */
    public JdbcHealthCheckBuilder query(String query) {
        this.query = Arguments.requireText("query", query, "a statement");
        return this;
    }

    /**
     * Sets a second way to the same database, outside the pool, to ask when the pool has nothing to give: then an
     * exhausted pool is told apart from a database that hangs. At most one connection at a time is opened, by a thread
     * of its own, for one question, and closed after it; none while the pool gives connections. Half of the run's time
     * is kept for it. Give the driver limits for connecting and reading, such as PostgreSQL's {@code connectTimeout}
     * and {@code socketTimeout}: without them, that one thread stays for as long as the database hangs.
     *
     * <p>To ask over a connection outside the pool always, give {@link JdbcHealthCheck#of} the unpooled data source,
     * and watch the pool with {@link HikariPoolHealthCheck}, which borrows nothing.
     *
     * @param unpooled opens a new connection each time; stays the caller's
     * @return this builder
     */
    public JdbcHealthCheckBuilder dedicated(DataSource unpooled) {
        dedicated = Arguments.requireNonNull("unpooled", unpooled, "a data source");
        return this;
    }

    /**
     * Sets how bad it is that all connections of the pool are in use while nothing speaks against the database.
     *
     * @param status DEGRADED or DOWN
     * @return this builder
     * @throws IllegalArgumentException if it is another status
     */
    public JdbcHealthCheckBuilder whenExhausted(HealthStatus status) {
        if (status != HealthStatus.DEGRADED && status != HealthStatus.DOWN) {
            throw Arguments.invalid("whenExhausted", status, "DEGRADED or DOWN");
        }
        whenExhausted = status;
        return this;
    }

    /**
     * Expects that the database takes writes, and asks it so: PostgreSQL for {@code pg_is_in_recovery()} and
     * {@code transaction_read_only}, MariaDB for {@code read_only}, MySQL for that and {@code super_read_only}; of any
     * other, only whether the connection itself is read-only.
     *
     * @return this builder
     */
    public JdbcHealthCheckBuilder expectReadWrite() {
        readWrite = true;
        return this;
    }

    /**
     * Sets how long getting a connection and the answer may take together before the check is DEGRADED.
     *
     * @param limit more than zero; below the policy's timeout to have an effect
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public JdbcHealthCheckBuilder slow(Duration limit) {
        slow = Arguments.requirePositive("limit", limit);
        return this;
    }

    /**
     * Makes the check.
     *
     * @return a check that has opened nothing
     */
    public JdbcHealthCheck build() {
        return new JdbcHealthCheck(this);
    }
}
