package io.github.vitals.health.jdbc;

import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link HikariPoolHealthCheck}.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>degradedAfter</td><td>10 s</td></tr>
 *   <tr><td>downAfter</td><td>never DOWN because the pool is exhausted</td></tr>
 *   <tr><td>leakAfter</td><td>leaks are not looked for</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class HikariPoolHealthCheckBuilder {
    final Pool pool;
    Duration degradedAfter = Duration.ofSeconds(10);

    @Nullable
    Duration downAfter;

    @Nullable
    Duration leakAfter;

    LongSupplier ticker = System::nanoTime;

    HikariPoolHealthCheckBuilder(DataSource pool) {
        this.pool = Pool.of(Arguments.requireNonNull("pool", pool, "a HikariCP pool"));
        if (this.pool == Pool.UNKNOWN) {
            throw Arguments.invalid(
                    "pool", pool.getClass().getName(), "a HikariCP pool, or a data source that unwraps to one");
        }
    }

    /**
     * Sets how long all connections may be in use, with threads waiting, before the check is DEGRADED.
     *
     * @param limit more than zero; less than the policy's period means at the second such run
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public HikariPoolHealthCheckBuilder degradedAfter(Duration limit) {
        degradedAfter = Arguments.requirePositive("degradedAfter", limit);
        return this;
    }

    /**
     * Sets how long the same may last before the check is DOWN.
     *
     * @param limit more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public HikariPoolHealthCheckBuilder downAfter(Duration limit) {
        downAfter = Arguments.requirePositive("downAfter", limit);
        return this;
    }

    /**
     * Sets how long the number of connections in use may stay the same or grow, without once going down, before they
     * are suspected never to be given back. Choose more than the longest that a connection is kept on purpose; a
     * service that keeps one for ever, for a lock or to listen, cannot use this.
     *
     * @param limit more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public HikariPoolHealthCheckBuilder leakAfter(Duration limit) {
        leakAfter = Arguments.requirePositive("leakAfter", limit);
        return this;
    }

    /** Nanoseconds of a clock that never jumps. */
    HikariPoolHealthCheckBuilder ticker(LongSupplier ticker) {
        this.ticker = ticker;
        return this;
    }

    /**
     * Makes the check.
     *
     * @return a check that has seen nothing yet
     */
    public HikariPoolHealthCheck build() {
        return new HikariPoolHealthCheck(this);
    }
}
