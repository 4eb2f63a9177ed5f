package io.github.vitals.health.jdbc;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.Measurement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Watches a HikariCP pool by its own counts, without borrowing from it and without asking the database.
 *
 * <pre>{@code
 * HealthRegistry.builder()
 *         .check("orders-pool", HikariPoolHealthCheck.of(pool), policy -> policy.critical(false))
 *         .check("ledger-pool", HikariPoolHealthCheck.builder(ledger)
 *                 .degradedAfter(Duration.ofSeconds(10))
 *                 .downAfter(Duration.ofMinutes(1))
 *                 .leakAfter(Duration.ofMinutes(30))
 *                 .build())
 *         .start();
 * }</pre>
 *
 * <p>It knows what it saw at its runs: that a pool is exhausted "for 30 s" means that it was at every run since. What is
 * freed and taken again between two runs is not seen.
 *
 * <table>
 *   <caption>Details</caption>
 *   <tr><th>name</th><th>what</th></tr>
 *   <tr><td>{@code active}, {@code idle}, {@code total}, {@code max}</td><td>connections</td></tr>
 *   <tr><td>{@code waiting}</td><td>threads that wait for a connection</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Measurements</caption>
 *   <tr><th>name</th><th>what</th></tr>
 *   <tr><td>{@code health.jdbc.pool.active}, {@code .idle}, {@code .max}, {@code .waiting}</td><td>the same</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Reasons</caption>
 *   <tr><th>reason</th><th>when</th></tr>
 *   <tr><td>pool_exhausted</td><td>all connections have been in use, and threads waited, for too long</td></tr>
 *   <tr><td>leak</td><td>the number of connections in use has not gone down for too long; DEGRADED</td></tr>
 *   <tr><td>closed</td><td>the pool was closed on our side; DOWN</td></tr>
 * </table>
 *
 * <p>Thread-safe.
 */
public final class HikariPoolHealthCheck implements HealthCheck {
    private final Pool pool;
    private final PoolWatch watch;
    private final Duration degradedAfter;
    private final @Nullable Duration downAfter;
    private final @Nullable Duration leakAfter;

    HikariPoolHealthCheck(HikariPoolHealthCheckBuilder described) {
        pool = described.pool;
        watch = new PoolWatch(described.ticker);
        degradedAfter = described.degradedAfter;
        downAfter = described.downAfter;
        leakAfter = described.leakAfter;
    }

    /**
     * A check that is DEGRADED when the pool has been exhausted for 10 s.
     *
     * @param pool a {@code HikariDataSource}, or a data source that unwraps to one; stays the caller's to close
     * @return the check
     * @throws IllegalArgumentException if it is none
     */
    public static HikariPoolHealthCheck of(DataSource pool) {
        return builder(pool).build();
    }

    /**
     * Starts to describe a check.
     *
     * @param pool a {@code HikariDataSource}, or a data source that unwraps to one; stays the caller's to close
     * @return a new builder
     * @throws IllegalArgumentException if it is none
     */
    public static HikariPoolHealthCheckBuilder builder(DataSource pool) {
        return new HikariPoolHealthCheckBuilder(pool);
    }

    @Override
    public HealthResult check(CheckContext context) {
        if (pool.closed()) {
            return Diagnosis.closed();
        }
        PoolCounts counts = pool.counts();
        return counts == null
                ? HealthResult.up("the pool opens when the first connection is asked for")
                : shown(judge(counts, watch.see(counts)), counts);
    }

    private HealthResult judge(PoolCounts counts, PoolWatch.Seen seen) {
        String text = counts.text();
        if (downAfter != null && seen.exhausted().compareTo(downAfter) >= 0) {
            return HealthResult.down(
                    FailureReason.POOL_EXHAUSTED, text + ", for " + seconds(seen.exhausted(), downAfter));
        }
        if (counts.starving() && seen.exhausted().compareTo(degradedAfter) >= 0) {
            return HealthResult.degraded(
                    FailureReason.POOL_EXHAUSTED, text + ", for " + seconds(seen.exhausted(), degradedAfter));
        }
        if (leakAfter != null && seen.kept().compareTo(leakAfter) >= 0) {
            return HealthResult.degraded(
                    FailureReason.LEAK,
                    counts.active()
                            + " connections seem never to be given back: the number in use has not gone down for "
                            + seconds(seen.kept(), leakAfter)
                            + "; HikariCP's leakDetectionThreshold logs who borrowed them");
        }
        return HealthResult.up();
    }

    private static String seconds(Duration value, Duration limit) {
        return value.toSeconds() + " s (limit: " + limit.toSeconds() + " s)";
    }

    private static HealthResult shown(HealthResult result, PoolCounts counts) {
        return result.detail("active", counts.active())
                .detail("idle", counts.idle())
                .detail("total", counts.total())
                .detail("max", counts.maximum())
                .detail("waiting", counts.waiting())
                .measured(Measurement.gauge("health.jdbc.pool.active", "", counts.active()))
                .measured(Measurement.gauge("health.jdbc.pool.idle", "", counts.idle()))
                .measured(Measurement.gauge("health.jdbc.pool.max", "", counts.maximum()))
                .measured(Measurement.gauge("health.jdbc.pool.waiting", "", counts.waiting()));
    }

    @Override
    public String toString() {
        return "HikariPoolHealthCheck";
    }
}
