package io.github.vitals.health.jdbc;

import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link ReplicationHealthCheck}.
 *
 * <pre>{@code
 * ReplicationHealthCheck.builder(replica)
 *         .expectReplica()
 *         .degradedAbove(Duration.ofSeconds(10))
 *         .downAbove(Duration.ofMinutes(5))
 *         .degradedAbove(64L << 20)
 *         .build();
 * }</pre>
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>expectPrimary, expectReplica</td><td>either will do</td></tr>
 *   <tr><td>expectReplicas</td><td>0: their number does not matter</td></tr>
 *   <tr><td>degradedAbove time</td><td>30 s</td></tr>
 *   <tr><td>downAbove time</td><td>no limit</td></tr>
 *   <tr><td>degradedAbove bytes, downAbove bytes</td><td>no limit</td></tr>
 *   <tr><td>slotRetainsAtMost</td><td>1 GiB</td></tr>
 *   <tr><td>whenStopped</td><td>DOWN</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class ReplicationHealthCheckBuilder {
    final DataSource dataSource;
    ReplicationJudge.@Nullable Role expected;
    int replicas;
    long retained = 1L << 30;
    HealthStatus whenStopped = HealthStatus.DOWN;

    @Nullable
    Duration degradedTime = Duration.ofSeconds(30);

    @Nullable
    Duration downTime;

    @Nullable
    Long degradedBytes;

    @Nullable
    Long downBytes;

    LongSupplier ticker = System::nanoTime;

    ReplicationHealthCheckBuilder(DataSource dataSource) {
        this.dataSource = Arguments.requireNonNull("dataSource", dataSource, "a data source");
    }

    /**
     * Expects that the server is the primary; a replica is DOWN. Takes back {@link #expectReplica()}.
     *
     * @return this builder
     */
    public ReplicationHealthCheckBuilder expectPrimary() {
        expected = ReplicationJudge.Role.PRIMARY;
        return this;
    }

    /**
     * Expects that the server is a replica; a primary is DOWN. Takes back {@link #expectPrimary()}.
     *
     * @return this builder
     */
    public ReplicationHealthCheckBuilder expectReplica() {
        expected = ReplicationJudge.Role.REPLICA;
        return this;
    }

    /**
     * Sets how many replicas a primary should have; with fewer it is DEGRADED. A replica is not asked for replicas of
     * its own.
     *
     * @param atLeast how many, at least 0
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public ReplicationHealthCheckBuilder expectReplicas(int atLeast) {
        replicas = (int) Arguments.requireAtLeast("atLeast", atLeast, 0);
        return this;
    }

    /**
     * Sets from which lag on the check is DEGRADED.
     *
     * @param lag more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public ReplicationHealthCheckBuilder degradedAbove(Duration lag) {
        degradedTime = Arguments.requirePositive("degradedAbove", lag);
        return this;
    }

    /**
     * Sets from which lag on the check is DOWN.
     *
     * @param lag more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public ReplicationHealthCheckBuilder downAbove(Duration lag) {
        downTime = Arguments.requirePositive("downAbove", lag);
        return this;
    }

    /**
     * Sets how many bytes of the log a replica may be behind before the check is DEGRADED.
     *
     * @param bytes at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public ReplicationHealthCheckBuilder degradedAbove(long bytes) {
        degradedBytes = Arguments.requireAtLeast("degradedAbove", bytes, 1);
        return this;
    }

    /**
     * Sets how many bytes of the log a replica may be behind before the check is DOWN.
     *
     * @param bytes at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public ReplicationHealthCheckBuilder downAbove(long bytes) {
        downBytes = Arguments.requireAtLeast("downAbove", bytes, 1);
        return this;
    }

    /**
     * Sets how much of its log a PostgreSQL may keep for a replication slot that nobody uses before the check is
     * DEGRADED.
     *
     * @param bytes at least 0
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public ReplicationHealthCheckBuilder slotRetainsAtMost(long bytes) {
        retained = Arguments.requireAtLeast("slotRetainsAtMost", bytes, 0);
        return this;
    }

    /**
     * Sets how bad it is that a replica receives or replays nothing; it still answers what it knows.
     *
     * @param status DEGRADED or DOWN
     * @return this builder
     * @throws IllegalArgumentException if it is another status
     */
    public ReplicationHealthCheckBuilder whenStopped(HealthStatus status) {
        if (status != HealthStatus.DEGRADED && status != HealthStatus.DOWN) {
            throw Arguments.invalid("whenStopped", status, "DEGRADED or DOWN");
        }
        whenStopped = status;
        return this;
    }

    /** Nanoseconds of a clock that never jumps. */
    ReplicationHealthCheckBuilder ticker(LongSupplier ticker) {
        this.ticker = ticker;
        return this;
    }

    /**
     * Makes the check.
     *
     * @return a check that has opened nothing
     */
    public ReplicationHealthCheck build() {
        return new ReplicationHealthCheck(this);
    }
}
