package io.github.vitals.health.redis;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a Redis answers, and if wanted, whether it is what it should be.
 *
 * <p>Each run sends PING, and nothing else unless the {@linkplain RedisHealthCheckBuilder builder} was told to look at
 * more, so an ACL user who may do no more than that will do. At most one PING is under way to a server, and one command
 * of any other kind: a run that finds the last one unanswered waits for that one and sends none, so a server that hangs
 * for a week has no more than that to answer when it comes back. The same holds for a connection that is being opened. A
 * run takes the time that its policy gives it, less 50 ms, and ends when it is interrupted.
 *
 * <pre>{@code
 * HealthRegistry.builder()
 *         .check("cache", RedisHealthCheck.of(redisClient), policy -> policy.critical(false))
 *         .check("sessions", RedisHealthCheck.builder(connection).expectRole(RedisRole.MASTER).expectWritable().build())
 *         .start();
 * }</pre>
 *
 * <p>Made of a client, it opens one connection of its own at its first run and keeps it; a run that finds it lost opens
 * another. The connection ends with {@link #close()}, or with the client's shutdown. Made of a connection, it uses that,
 * which shows the very thing that the application works with, its reconnecting by the client included, and never closes
 * it.
 *
 * <p>With an address that names Sentinels, it connects to the one that they call the master; where that does not answer in
 * a whole run, the next run asks them anew. Of a cluster, it asks every master that holds slots, at most 500, as the
 * client's topology has them, over the client's own connections to these nodes; one that does not answer makes the
 * cluster incomplete.
 *
 * <p>When the server answers, the detail {@code ping} and the histogram {@code health.redis.ping} tell how long that
 * took. Where more is looked at, these are shown as far as they are known (of several servers: the sum, or the furthest
 * behind):
 *
 * <table>
 *   <caption>Details, and meters, which have {@code health.redis.} before their names</caption>
 *   <tr><th>detail</th><th>meter, unit</th><th>what</th></tr>
 *   <tr><td>memory.used, memory.limit</td><td>same, bytes</td><td>used memory, and maxmemory unless there is none</td></tr>
 *   <tr><td>keys.evicted</td><td>same</td><td>for want of memory, since the server was started</td></tr>
 *   <tr><td>clients, clients.limit</td><td>same</td><td>connected clients, and maxclients</td></tr>
 *   <tr><td>connections.rejected</td><td>same</td><td>since the server was started</td></tr>
 *   <tr><td>replicas</td><td>same</td><td>connected replicas</td></tr>
 *   <tr><td>replication.lag</td><td>same, seconds</td><td>since the other side was heard of</td></tr>
 *   <tr><td>replication.backlog</td><td>same, bytes</td><td>written or sent, not yet taken over</td></tr>
 *   <tr><td>nodes, nodes.unreachable</td><td>cluster.nodes, cluster.nodes.unreachable</td><td>masters with slots</td></tr>
 *   <tr><td>cluster.slots.uncovered</td><td>same</td><td>slots that nobody serves</td></tr>
 *   <tr><td>version, role, link, rdb, aof, memory.policy, cluster.state</td><td></td><td>in the words of Redis</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Reasons</caption>
 *   <tr><th>reason</th><th>when</th></tr>
 *   <tr><td>timeout</td><td>PING, or what was asked beside it, was not answered in time</td></tr>
 *   <tr><td>connect_refused</td><td>nobody listens at the address</td></tr>
 *   <tr><td>connect_timeout</td><td>no connection came about in time, its handshake included</td></tr>
 *   <tr><td>connection_lost</td><td>the connection was closed by the other side</td></tr>
 *   <tr><td>closed</td><td>the check, the given connection or the client was closed on our side</td></tr>
 *   <tr><td>dns</td><td>the host name could not be resolved</td></tr>
 *   <tr><td>auth</td><td>the answer was NOAUTH, WRONGPASS or NOPERM; DEGRADED where only what was asked beside PING is
 *     not permitted</td></tr>
 *   <tr><td>starting</td><td>the server still loads its data, or copies that of its master</td></tr>
 *   <tr><td>role</td><td>a replica where a master should be, or the other way round</td></tr>
 *   <tr><td>replication_stopped</td><td>the link to the master is down; DEGRADED: too few replicas</td></tr>
 *   <tr><td>replication_lag</td><td>further behind than a limit</td></tr>
 *   <tr><td>read_only</td><td>writes are refused: a replica, or too few replicas</td></tr>
 *   <tr><td>persistence</td><td>writes are refused since persisting failed; DEGRADED: it failed</td></tr>
 *   <tr><td>saturated</td><td>writes are refused for want of memory, or the connection for too many clients; DEGRADED:
 *     memory near its limit, connections rejected</td></tr>
 *   <tr><td>incomplete</td><td>a part of the cluster is missing</td></tr>
 *   <tr><td>slow</td><td>PING took longer than the limit; DEGRADED</td></tr>
 *   <tr><td>tls_expired, tls_not_yet_valid, tls_hostname, tls_untrusted, tls_handshake</td>
 *     <td>the certificate was not accepted, or the handshake failed otherwise</td></tr>
 *   <tr><td>protocol</td><td>the answer to PING is not PONG</td></tr>
 *   <tr><td>status</td><td>the answer was another error</td></tr>
 *   <tr><td>exception</td><td>anything else</td></tr>
 * </table>
 *
 * <p>Thread-safe.
 */
public final class RedisHealthCheck implements HealthCheck, AutoCloseable {
    private final Source source;
    private final List<Rule> rules;
    private final HealthStatus whenIncomplete;
    private final @Nullable Duration slow;
    private final @Nullable String writableKey;

    RedisHealthCheck(RedisHealthCheckBuilder described) {
        source = described.source;
        rules = described.rules();
        whenIncomplete = described.whenIncomplete;
        slow = described.slow;
        writableKey = described.writableKey;
    }

    /**
     * A check with a connection of its own to the address that the client was made with. Lettuce opens that only while
     * somebody waits for it: this is done by one daemon thread, which ends with the attempt, at the latest after the
     * timeouts of the client. {@link #of(RedisClient, RedisURI)} needs no thread, and is to be preferred where the
     * address names Sentinels: only of an address that it is given can the check know that.
     *
     * @param client made with an address; stays the caller's to shut down
     * @return a check that has opened nothing yet
     */
    public static RedisHealthCheck of(RedisClient client) {
        return builder(client).build();
    }

    /**
     * A check with a connection of its own to an address.
     *
     * @param client stays the caller's to shut down
     * @param address where to connect to, and as whom; may name Sentinels
     * @return a check that has opened nothing yet
     */
    public static RedisHealthCheck of(RedisClient client, RedisURI address) {
        return builder(client, address).build();
    }

    /**
     * A check of a connection that the application uses. While the client reconnects it, the check is DOWN with reason
     * connection_lost and sends nothing.
     *
     * @param connection stays the caller's to close
     * @return the check
     */
    public static RedisHealthCheck of(StatefulRedisConnection<?, ?> connection) {
        return builder(connection).build();
    }

    /**
     * A check of a cluster with a connection of its own, which is opened as {@link #of(RedisClient)} tells.
     *
     * @param client stays the caller's to shut down
     * @return a check that has opened nothing yet
     */
    public static RedisHealthCheck of(RedisClusterClient client) {
        return builder(client).build();
    }

    /**
     * A check of a cluster over a connection that the application uses.
     *
     * @param connection stays the caller's to close
     * @return the check
     */
    public static RedisHealthCheck of(StatefulRedisClusterConnection<?, ?> connection) {
        return builder(connection).build();
    }

    /**
     * Starts to describe a check; see {@link #of(RedisClient)}.
     *
     * @param client made with an address; stays the caller's to shut down
     * @return a new builder
     */
    public static RedisHealthCheckBuilder builder(RedisClient client) {
        return single(Connector.to(client));
    }

    /**
     * Starts to describe a check; see {@link #of(RedisClient, RedisURI)}.
     *
     * @param client stays the caller's to shut down
     * @param address where to connect to, and as whom; may name Sentinels
     * @return a new builder
     */
    public static RedisHealthCheckBuilder builder(RedisClient client, RedisURI address) {
        return single(Connector.to(client, address));
    }

    /**
     * Starts to describe a check; see {@link #of(StatefulRedisConnection)}.
     *
     * @param connection stays the caller's to close
     * @return a new builder
     */
    public static RedisHealthCheckBuilder builder(StatefulRedisConnection<?, ?> connection) {
        return single(Connector.over(connection));
    }

    /**
     * Starts to describe a check; see {@link #of(RedisClusterClient)}.
     *
     * @param client stays the caller's to shut down
     * @return a new builder
     */
    public static RedisHealthCheckBuilder builder(RedisClusterClient client) {
        return cluster(Connector.to(client));
    }

    /**
     * Starts to describe a check; see {@link #of(StatefulRedisClusterConnection)}.
     *
     * @param connection stays the caller's to close
     * @return a new builder
     */
    public static RedisHealthCheckBuilder builder(StatefulRedisClusterConnection<?, ?> connection) {
        return cluster(Connector.over(connection));
    }

    private static RedisHealthCheckBuilder single(Connector<StatefulRedisConnection<?, ?>> connector) {
        return new RedisHealthCheckBuilder(new SingleSource(connector));
    }

    private static RedisHealthCheckBuilder cluster(Connector<StatefulRedisClusterConnection<?, ?>> connector) {
        return new RedisHealthCheckBuilder(new ClusterSource(connector));
    }

    @Override
    public HealthResult check(CheckContext context) throws InterruptedException {
        try {
            return examine(Deadline.of(context));
        } catch (ExecutionException failure) {
            return RedisFailures.result(failure.getCause() == null ? failure : failure.getCause());
        } catch (ClosedException closed) {
            return HealthResult.down(FailureReason.CLOSED, closed.getMessage());
        } catch (RuntimeException failure) {
            return RedisFailures.result(failure);
        }
    }

    private HealthResult examine(Deadline deadline) throws InterruptedException, ExecutionException {
        Examination run = new Examination(source.nodes(deadline), deadline);
        run.ping();
        if (run.facts().isEmpty()) {
            lookAfterSilence(run);
        } else {
            run.incomplete(whenIncomplete);
            run.ask(rules, writableKey);
            run.slow(slow);
        }
        return Verdict.of(run);
    }

    private void lookAfterSilence(Examination run) {
        if (run.silent().values().stream().allMatch(Reply::late)) {
            source.late();
        }
    }

    /**
     * Tells that a server is asked.
     *
     * @return true
     */
    @Override
    public boolean external() {
        return true;
    }

    /**
     * Closes the connection that the check has opened itself, without waiting for it; the caller's clients and
     * connections stay open. A run after that is DOWN with reason closed. Closing twice does nothing.
     */
    @Override
    public void close() {
        source.close();
    }

    @Override
    public String toString() {
        return "RedisHealthCheck";
    }
}
