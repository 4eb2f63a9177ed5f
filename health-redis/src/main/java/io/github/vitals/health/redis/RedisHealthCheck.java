package io.github.vitals.health.redis;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Asks whether a Redis answers.
 *
 * <p>Each run sends PING and nothing else, so an ACL user who may do no more than that will do. At most one PING is
 * under way: a run that finds the last one unanswered waits for that one and sends none, so a server that hangs for a
 * week has one command more to answer when it comes back. The same holds for a connection that is being opened. A run
 * takes the time that its policy gives it, and ends when it is interrupted.
 *
 * <pre>{@code
 * HealthRegistry.builder()
 *         .check("cache", RedisHealthCheck.of(redisClient), policy -> policy.critical(false))
 *         .start();
 * }</pre>
 *
 * <p>Made {@linkplain #of(RedisClient) of a client}, it opens one connection of its own at its first run and keeps it;
 * a run that finds it lost opens another. The connection belongs to the client and ends with its shutdown. Made
 * {@linkplain #of(StatefulRedisConnection) of a connection}, it uses that, which shows the very thing that the
 * application works with, its reconnecting by the client included.
 *
 * <p>When UP, the detail {@code ping} tells how long the answer took, as an ISO 8601 duration.
 *
 * <table>
 *   <caption>Reasons when DOWN</caption>
 *   <tr><th>reason</th><th>when</th></tr>
 *   <tr><td>timeout</td><td>PING was not answered in time</td></tr>
 *   <tr><td>connect_refused</td><td>nobody listens at the address</td></tr>
 *   <tr><td>connect_timeout</td><td>no connection came about in time, its handshake included</td></tr>
 *   <tr><td>connection_lost</td><td>the connection was closed by the other side</td></tr>
 *   <tr><td>dns</td><td>the host name could not be resolved</td></tr>
 *   <tr><td>auth</td><td>the answer was NOAUTH, WRONGPASS or NOPERM</td></tr>
 *   <tr><td>status</td><td>the answer was another error; among these LOADING, since a server that still loads its data
 *     answers no command</td></tr>
 *   <tr><td>tls_expired, tls_hostname, tls_untrusted</td><td>the certificate was not accepted</td></tr>
 *   <tr><td>exception</td><td>anything else, for example a client that was shut down</td></tr>
 * </table>
 *
 * <p>Thread-safe.
 */
public final class RedisHealthCheck implements HealthCheck {
    private final Connector connector;

    private RedisHealthCheck(Connector connector) {
        this.connector = connector;
    }

    /**
     * A check with a connection of its own to the address that the client was made with. Lettuce opens that only while
     * somebody waits for it: this is done by one daemon thread, which ends with the attempt, at the latest after the
     * timeouts of the client. {@link #of(RedisClient, RedisURI)} needs no thread.
     *
     * @param client made with an address; stays the caller's to shut down
     * @return a check that has opened nothing yet
     */
    public static RedisHealthCheck of(RedisClient client) {
        return new RedisHealthCheck(OwnConnection.by(Opening.of(requireNonNull("client", client))));
    }

    /**
     * A check with a connection of its own to an address.
     *
     * @param client stays the caller's to shut down
     * @param address where to connect to, and as whom
     * @return a check that has opened nothing yet
     */
    public static RedisHealthCheck of(RedisClient client, RedisURI address) {
        return new RedisHealthCheck(
                OwnConnection.by(Opening.of(requireNonNull("client", client), requireNonNull("address", address))));
    }

    /**
     * A check of a connection that the application uses. While the client reconnects it, the check is DOWN with reason
     * connection_lost and sends nothing.
     *
     * @param connection stays the caller's to close
     * @return the check
     */
    public static RedisHealthCheck of(StatefulRedisConnection<?, ?> connection) {
        Line line = Line.over(requireNonNull("connection", connection));
        return new RedisHealthCheck(context -> line);
    }

    private static <T> T requireNonNull(String argument, T value) {
        return Objects.requireNonNull(value, () -> argument + ": null (expected: a value)");
    }

    @Override
    public HealthResult check(CheckContext context) throws InterruptedException {
        try {
            Line line = connector.connect(context);
            long begun = System.nanoTime();
            String answer = line.ping(context);
            Duration took = Duration.ofNanos(System.nanoTime() - begun).truncatedTo(ChronoUnit.MICROS);
            return answer.equals("PONG")
                    ? HealthResult.up().detail("ping", took)
                    : HealthResult.down(FailureReason.BODY, "the answer to PING is " + answer);
        } catch (TimeoutException late) {
            return HealthResult.down(FailureReason.TIMEOUT, "PING was not answered in time");
        } catch (ExecutionException failure) {
            return RedisFailures.result(failure.getCause() == null ? failure : failure.getCause());
        } catch (RuntimeException failure) {
            return RedisFailures.result(failure);
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

    @Override
    public String toString() {
        return "RedisHealthCheck";
    }
}
