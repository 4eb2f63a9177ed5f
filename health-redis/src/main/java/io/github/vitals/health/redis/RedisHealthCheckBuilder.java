package io.github.vitals.health.redis;

import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link RedisHealthCheck}.
 *
 * <pre>{@code
 * RedisHealthCheck.builder(redisClient)
 *         .expectRole(RedisRole.MASTER)
 *         .expectWritable()
 *         .memoryDegradedAt(90)
 *         .build();
 * }</pre>
 *
 * <table>
 *   <caption>Options, none of them set by default, and what the user of the connection must be allowed beside PING</caption>
 *   <tr><th>option</th><th>needs</th></tr>
 *   <tr><td>details, memoryDegradedAt, expectPersistence, expectNoRejections, expectRole, expectReplicas, lag…</td>
 *     <td>{@code +info}</td></tr>
 *   <tr><td>expectCoverage</td><td>{@code +cluster|info}</td></tr>
 *   <tr><td>expectWritable</td><td>{@code +bitfield} and the key</td></tr>
 *   <tr><td>slow, whenIncomplete</td><td>nothing</td></tr>
 * </table>
 *
 * <p>What a permission is missing for is not known: then the check is DEGRADED with reason auth, and names it.
 *
 * <p>Not thread-safe.
 */
public final class RedisHealthCheckBuilder {
    private static final String WRITABLE_KEY = "vitals:health";
    private static final double HUNDRED = 100;

    final Source source;
    private final List<Rule> rules = new ArrayList<>();
    private boolean replication;
    private boolean coverage;
    HealthStatus whenIncomplete = HealthStatus.DOWN;

    @Nullable
    Duration slow;

    @Nullable
    String writableKey;

    RedisHealthCheckBuilder(Source source) {
        this.source = source;
    }

    /**
     * Shows what the server tells of itself, as details and meters, whatever else is looked at.
     *
     * @return this builder
     */
    public RedisHealthCheckBuilder details() {
        rules.add(new DetailsRule());
        return this;
    }

    /**
     * Sets how long the answer to PING may take before the check is DEGRADED.
     *
     * @param limit more than zero; below the policy's timeout to have an effect
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public RedisHealthCheckBuilder slow(Duration limit) {
        slow = Arguments.requirePositive("limit", limit);
        return this;
    }

    /**
     * Expects a role: DOWN with reason role if the server has another. A replica is also DOWN while the link to its
     * master is: with reason replication_stopped, or starting while it copies the master's data.
     *
     * @param role the role
     * @return this builder
     */
    public RedisHealthCheckBuilder expectRole(RedisRole role) {
        return replication(new RoleRule(Arguments.requireNonNull("role", role)));
    }

    /**
     * Expects that a master has replicas which are online: DEGRADED with reason replication_stopped if there are fewer.
     * Of a replica, nothing is expected.
     *
     * @param number how many; at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public RedisHealthCheckBuilder expectReplicas(int number) {
        return replication(new ReplicasRule((int) Arguments.requirePositive("number", number)));
    }

    /**
     * Sets how long ago a replica may have heard of its master, or a master of any of its online replicas, before the
     * check is DEGRADED. Replicas report each second; an idle master speaks only every 10 s
     * ({@code repl-ping-replica-period}), so of a replica ask for more than that.
     *
     * @param lag at least 1 s; whole seconds count
     * @return this builder
     * @throws IllegalArgumentException if it is shorter
     */
    public RedisHealthCheckBuilder lagDegradedAbove(Duration lag) {
        return seconds(HealthStatus.DEGRADED, lag);
    }

    /**
     * The same as {@link #lagDegradedAbove(Duration)} for DOWN.
     *
     * @param lag at least 1 s; whole seconds count
     * @return this builder
     * @throws IllegalArgumentException if it is shorter
     */
    public RedisHealthCheckBuilder lagDownAbove(Duration lag) {
        return seconds(HealthStatus.DOWN, lag);
    }

    private RedisHealthCheckBuilder seconds(HealthStatus status, Duration lag) {
        if (Arguments.requireNonNull("lag", lag).toSeconds() < 1) {
            throw Arguments.invalid("lag", lag, "at least 1 s");
        }
        return replication(new LagRule(status, lag.toSeconds(), "s", Lag::seconds));
    }

    /**
     * Sets how many bytes of the replication stream a replica may have before it that it has not taken over, seen from
     * the replica or from its master, before the check is DEGRADED.
     *
     * @param bytes more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public RedisHealthCheckBuilder lagDegradedAbove(long bytes) {
        return bytes(HealthStatus.DEGRADED, bytes);
    }

    /**
     * The same as {@link #lagDegradedAbove(long)} for DOWN.
     *
     * @param bytes more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public RedisHealthCheckBuilder lagDownAbove(long bytes) {
        return bytes(HealthStatus.DOWN, bytes);
    }

    private RedisHealthCheckBuilder bytes(HealthStatus status, long bytes) {
        return replication(new LagRule(status, Arguments.requirePositive("bytes", bytes), "bytes", Lag::bytes));
    }

    private RedisHealthCheckBuilder replication(Rule rule) {
        rules.add(rule);
        replication = true;
        return this;
    }

    /**
     * Expects that the server takes writes: the same as {@link #expectWritable(String)} with a key of the check's own,
     * {@code vitals:health}.
     *
     * @return this builder
     */
    public RedisHealthCheckBuilder expectWritable() {
        return expectWritable(WRITABLE_KEY);
    }

    /**
     * Expects that the server takes writes: DOWN with reason read_only (a replica, or too few replicas for
     * {@code min-replicas-to-write}), persistence (MISCONF) or saturated (OOM) if it refuses them. Nothing is written,
     * and no data is changed whatever the key holds: the server is sent BITFIELD with no operation, which does nothing,
     * but which it refuses exactly when it refuses a write.
     *
     * @param key a key that the user may write to; in a cluster a hash tag is appended to it, one for each master
     * @return this builder
     * @throws IllegalArgumentException if it is blank
     */
    public RedisHealthCheckBuilder expectWritable(String key) {
        writableKey = Arguments.requireText("key", key);
        return this;
    }

    /**
     * Sets how full the memory may be before the check is DEGRADED with reason saturated. Only where
     * {@code maxmemory-policy} is {@code noeviction}, and there is a {@code maxmemory}: elsewhere a full memory is what a
     * cache is for.
     *
     * @param percent of {@code maxmemory}; more than 0 and at most 100
     * @return this builder
     * @throws IllegalArgumentException if it is not between them
     */
    public RedisHealthCheckBuilder memoryDegradedAt(double percent) {
        if (!(percent > 0 && percent <= HUNDRED)) {
            throw Arguments.invalid("percent", percent, "more than 0 and at most 100");
        }
        rules.add(new MemoryRule(percent));
        return this;
    }

    /**
     * Expects that no connection was rejected since the last run, for {@code maxclients} was reached: DEGRADED with
     * reason saturated.
     *
     * @return this builder
     */
    public RedisHealthCheckBuilder expectNoRejections() {
        rules.add(new RejectionsRule());
        return this;
    }

    /**
     * Expects that the last snapshot, and the last write and rewrite of the append-only file, did not fail: DEGRADED with
     * reason persistence.
     *
     * @return this builder
     */
    public RedisHealthCheckBuilder expectPersistence() {
        rules.add(new PersistenceRule());
        return this;
    }

    /**
     * Expects that a cluster's own state is ok and that it covers all its slots, by CLUSTER INFO from one of its
     * masters. What PING alone shows, a master that does not answer, is looked at in any case.
     *
     * @return this builder
     */
    public RedisHealthCheckBuilder expectCoverage() {
        coverage = true;
        return this;
    }

    /**
     * Sets how bad it is that a part of a cluster is missing: a master that does not answer, or slots that nobody
     * serves. DOWN unless set.
     *
     * @param status DEGRADED or DOWN
     * @return this builder
     * @throws IllegalArgumentException if it is another status
     */
    public RedisHealthCheckBuilder whenIncomplete(HealthStatus status) {
        if (status != HealthStatus.DEGRADED && status != HealthStatus.DOWN) {
            throw Arguments.invalid("whenIncomplete", status, "DEGRADED or DOWN");
        }
        whenIncomplete = status;
        return this;
    }

    List<Rule> rules() {
        List<Rule> all = new ArrayList<>(rules);
        if (replication) {
            all.add(new LinkRule());
        }
        if (coverage) {
            all.add(new CoverageRule(whenIncomplete));
        }
        if (writableKey != null) {
            all.add(new WritableRule());
        }
        return List.copyOf(all);
    }

    /**
     * Makes the check.
     *
     * @return a check that has opened nothing yet
     */
    public RedisHealthCheck build() {
        return new RedisHealthCheck(this);
    }
}
