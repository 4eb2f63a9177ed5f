package io.github.vitals.health.net;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.outbound.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Opens a TCP connection and is UP if one of the host's addresses takes it; on request it also sends something and looks
 * for something in the answer. {@link TcpHealthCheckBuilder} lists the options and their defaults.
 *
 * <p>One deadline, the time its run has, covers everything. All addresses of a host are tried one after the other, each
 * with an equal share of what is left of the time; one that answers is enough. At most {@code readAtMost} bytes are
 * read. A host name is resolved as this JVM resolves it, which remembers answers for a time; while that hangs, one
 * daemon thread is held, and the run ends in time all the same. A run closes its connection.
 *
 * <p>A connection alone shows that the port is open, not that the service behind it works: a process that is frozen
 * still takes connections. Where the service speaks, let it answer:
 *
 * <pre>{@code
 * HealthCheck ssh = TcpHealthCheck.builder("bastion.example", 22).expect("SSH-2.0-").build();
 * HealthCheck open = TcpHealthCheck.of("10.0.0.7", 9092);
 * }</pre>
 *
 * <table>
 *   <caption>Measurements and details</caption>
 *   <tr><th>name</th><th>what</th></tr>
 *   <tr><td>{@code health.tcp.phase}</td><td>how long each {@code phase} took: {@code resolve}, {@code connect} (with
 *     the addresses that failed), {@code answer}; as details {@code resolveSeconds} and so on</td></tr>
 *   <tr><td>{@code address}</td><td>which address took the connection</td></tr>
 *   <tr><td>{@code failedAddresses}</td><td>which did not, before</td></tr>
 *   <tr><td>{@code banner}</td><td>on request, the first 200 characters of the answer</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Reasons</caption>
 *   <tr><th>reason</th><th>when</th></tr>
 *   <tr><td>dns</td><td>the name could not be resolved, or not in time</td></tr>
 *   <tr><td>connect_refused</td><td>nobody listens, or the network has no way to the address</td></tr>
 *   <tr><td>connect_timeout</td><td>an address did not answer in time, and no other took the connection</td></tr>
 *   <tr><td>connection_lost</td><td>closed or reset before an answer</td></tr>
 *   <tr><td>timeout</td><td>no answer in time</td></tr>
 *   <tr><td>body</td><td>an answer, but not the one expected</td></tr>
 *   <tr><td>size</td><td>what is expected is not within {@code readAtMost} bytes</td></tr>
 *   <tr><td>slow</td><td>DEGRADED: took longer than {@code slow}</td></tr>
 * </table>
 *
 * <p>Thread-safe.
 */
public final class TcpHealthCheck implements HealthCheck {
    private final Connector connector;
    private final Exchange exchange;
    private final @Nullable Duration slow;

    TcpHealthCheck(TcpHealthCheckBuilder builder) {
        this.connector = new Connector(builder.target, builder.names);
        this.exchange = builder.exchange();
        this.slow = builder.slow;
    }

    /**
     * A check that connects, sends nothing and expects nothing.
     *
     * @param host a name or an IP address
     * @param port 1 to 65535
     * @return the check
     * @throws IllegalArgumentException if the host or the port is not valid
     */
    public static TcpHealthCheck of(String host, int port) {
        return builder(host, port).build();
    }

    /**
     * Starts to describe a check.
     *
     * @param host a name or an IP address
     * @param port 1 to 65535
     * @return a new builder
     * @throws IllegalArgumentException if the host or the port is not valid
     */
    public static TcpHealthCheckBuilder builder(String host, int port) {
        return new TcpHealthCheckBuilder(new Target(host, port));
    }

    @Override
    public HealthResult check(CheckContext context) throws InterruptedException {
        Journal journal = new Journal();
        Deadline deadline = Deadline.of(context);
        try (Line line = connector.open(deadline, journal)) {
            exchange.perform(line, connector.target(), deadline, journal);
            return journal.onto(judge(journal.total()));
        } catch (Failure failure) {
            return journal.onto(failure.result());
        }
    }

    private HealthResult judge(Duration took) {
        return slow == null || took.compareTo(slow) <= 0
                ? HealthResult.up()
                : HealthResult.degraded(
                        FailureReason.SLOW,
                        connector.target() + ": took " + took.toMillis() + " ms (expected: at most " + slow.toMillis()
                                + " ms)");
    }

    /**
     * Always true: another process is asked.
     *
     * @return true
     */
    @Override
    public boolean external() {
        return true;
    }

    @Override
    public String toString() {
        return "TcpHealthCheck[" + connector.target() + "]";
    }
}
