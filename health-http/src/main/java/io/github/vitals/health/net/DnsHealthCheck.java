package io.github.vitals.health.net;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.Measurement;
import io.github.vitals.health.outbound.Deadline;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.WireParseException;

/**
 * Asks a name server for records of a name, and is UP if it answers as expected: over UDP, and over TCP where the answer
 * did not fit. {@link DnsHealthCheckBuilder} lists the options and their defaults. Needs the library dnsjava.
 *
 * <p>One name server is asked once, nothing is remembered from earlier runs, and the name is taken as it stands, without
 * the system's search list. For what this JVM itself resolves and remembers, see
 * {@link io.github.vitals.health.checks.DnsCheck}. One deadline, the time its run has, covers everything.
 *
 * <pre>{@code
 * HealthCheck records = DnsHealthCheck.of("payments.example");
 * HealthCheck mail = DnsHealthCheck.builder("example.com")
 *         .type(RecordType.MX)
 *         .resolver("10.0.0.2", 53)
 *         .expectContains("10 mail.example.com")
 *         .build();
 * }</pre>
 *
 * <p>Measurements: {@code health.dns.lookup} (how long the answer took) and {@code health.dns.answers} (how many records
 * of the type). Details: {@code resolver}, {@code rcode}, {@code answers} (10 at most). Reasons: {@code dns} (another
 * response code than expected, or no such record), {@code body} (other records than expected), {@code protocol} (the
 * answer could not be read), {@code timeout}, {@code connect_refused}, {@code connection_lost}.
 *
 * <p>Thread-safe.
 */
public final class DnsHealthCheck implements HealthCheck {
    private static final int MOST_SHOWN = 10;

    private final String name;
    private final DnsExpectation expected;
    private final DnsHealthCheckBuilder.Server server;

    DnsHealthCheck(DnsHealthCheckBuilder builder) {
        this.name = builder.name;
        this.expected = builder.expectation();
        this.server = builder.server;
        new DnsQuestion(name, expected.type());
    }

    /**
     * A check that the system's first name server knows an IPv4 address of a name.
     *
     * @param name a host name
     * @return the check
     * @throws IllegalArgumentException if the name is not valid
     * @throws IllegalStateException if {@code dnsjava:dnsjava} is not there
     */
    public static DnsHealthCheck of(String name) {
        return builder(name).build();
    }

    /**
     * Starts to describe a check.
     *
     * @param name a host name
     * @return a new builder
     * @throws IllegalArgumentException if the name is not valid
     * @throws IllegalStateException if {@code dnsjava:dnsjava} is not there
     */
    public static DnsHealthCheckBuilder builder(String name) {
        return new DnsHealthCheckBuilder(Arguments.requireName("name", name));
    }

    @Override
    public HealthResult check(CheckContext context) throws InterruptedException {
        Deadline deadline = Deadline.of(context);
        InetSocketAddress asked = server.address();
        long begun = System.nanoTime();
        try {
            Message answer = new DnsQuestion(name, expected.type()).ask(asked, deadline);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            return judge(answer, asked).measured(Measurement.duration("health.dns.lookup", took));
        } catch (IOException failed) {
            return failure(failed, asked, deadline).result().detail("resolver", shown(asked));
        }
    }

    private HealthResult judge(Message message, InetSocketAddress asked) {
        String rcode = Rcode.string(message.getRcode());
        List<String> answers = DnsAnswers.of(message, expected.type());
        return expected.judge(name, rcode, answers)
                .detail("resolver", shown(asked))
                .detail("rcode", rcode)
                .detail("answers", String.join(", ", answers.subList(0, Math.min(MOST_SHOWN, answers.size()))))
                .measured(Measurement.gauge("health.dns.answers", "", answers.size()));
    }

    private Failure failure(IOException failed, InetSocketAddress asked, Deadline deadline) {
        String where = name + ": the name server " + shown(asked);
        if (failed instanceof SocketTimeoutException) {
            return new Failure(FailureReason.TIMEOUT, where + " did not answer " + deadline.within(), failed);
        }
        if (failed instanceof PortUnreachableException || failed instanceof ConnectException) {
            return new Failure(FailureReason.CONNECT_REFUSED, where + " refused the connection", failed);
        }
        return failed instanceof WireParseException
                ? new Failure(FailureReason.PROTOCOL, where + " gave an answer that is not DNS", failed)
                : new Failure(FailureReason.CONNECTION_LOST, where + " was lost in the answer", failed);
    }

    private static String shown(InetSocketAddress asked) {
        return new Target(asked.getAddress().getHostAddress(), asked.getPort()).toString();
    }

    static InetSocketAddress system() {
        return ResolverConfig.getCurrentConfig().server();
    }

    /**
     * Always true: a name server is asked.
     *
     * @return true
     */
    @Override
    public boolean external() {
        return true;
    }

    @Override
    public String toString() {
        return "DnsHealthCheck[" + name + " " + expected.type() + "]";
    }
}
