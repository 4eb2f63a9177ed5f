package io.github.vitals.health.net;

import io.github.vitals.health.outbound.IpLiteral;
import io.github.vitals.health.outbound.Library;
import io.github.vitals.health.outbound.Shown;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Describes a {@link DnsHealthCheck}.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>type</td><td>A</td></tr>
 *   <tr><td>resolver</td><td>the first of the system's, as dnsjava finds it</td></tr>
 *   <tr><td>expectRcode</td><td>NOERROR</td></tr>
 *   <tr><td>expectContains, expectExactly</td><td>any record of the type</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class DnsHealthCheckBuilder {
    private static final Set<String> RCODES = Set.of("NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED");

    final String name;
    Server server = DnsHealthCheck::system;
    private RecordType type = RecordType.A;
    private String rcode = "NOERROR";
    private List<String> answers = List.of();
    private boolean exactly;

    /** Whom to ask. */
    @FunctionalInterface
    interface Server {
        InetSocketAddress address();
    }

    DnsHealthCheckBuilder(String name) {
        Library.DNSJAVA.require("DnsHealthCheck");
        this.name = name;
    }

    /**
     * Sets which records to ask for.
     *
     * @param type one kind
     * @return this builder
     */
    public DnsHealthCheckBuilder type(RecordType type) {
        this.type = Arguments.requireNonNull("type", type, "a record type");
        return this;
    }

    /**
     * Sets which name server to ask.
     *
     * @param address an IP address: a name would need a name server first
     * @param port 1 to 65535, usually 53
     * @return this builder
     * @throws IllegalArgumentException if it is not an IP address, or the port is not valid
     */
    public DnsHealthCheckBuilder resolver(String address, int port) {
        Arguments.requireNonNull("address", address, "an IP address");
        Arguments.requirePort(port);
        if (!IpLiteral.is(address)) {
            throw Arguments.invalid("address", Shown.quoted(address), "an IP address");
        }
        try {
            InetSocketAddress fixed = new InetSocketAddress(InetAddress.getByName(address), port);
            server = () -> fixed;
            return this;
        } catch (UnknownHostException invalid) {
            throw new IllegalArgumentException("address: " + Shown.quoted(address), invalid);
        }
    }

    /**
     * Sets the response code to expect. With another than NOERROR no records are expected.
     *
     * @param rcode NOERROR, FORMERR, SERVFAIL, NXDOMAIN, NOTIMP or REFUSED
     * @return this builder
     * @throws IllegalArgumentException if it is another
     */
    public DnsHealthCheckBuilder expectRcode(String rcode) {
        if (!RCODES.contains(Arguments.requireNonNull("rcode", rcode, "a response code"))) {
            throw Arguments.invalid(
                    "rcode", Shown.quoted(rcode), "one of NOERROR, FORMERR, SERVFAIL, NXDOMAIN, NOTIMP, REFUSED");
        }
        this.rcode = rcode;
        return this;
    }

    /**
     * Expects these records among those of the type, written as {@link RecordType} shows.
     *
     * @param answers one or more
     * @return this builder
     * @throws IllegalArgumentException if there are none
     */
    public DnsHealthCheckBuilder expectContains(String... answers) {
        return expect(false, answers);
    }

    /**
     * Expects these records of the type and no others, in any order, written as {@link RecordType} shows.
     *
     * @param answers one or more
     * @return this builder
     * @throws IllegalArgumentException if there are none
     */
    public DnsHealthCheckBuilder expectExactly(String... answers) {
        return expect(true, answers);
    }

    private DnsHealthCheckBuilder expect(boolean all, String... expected) {
        if (Arguments.requireNonNull("answers", expected, "records").length == 0) {
            throw Arguments.invalid("answers", "none", "at least one record");
        }
        Arrays.stream(expected).forEach(answer -> Arguments.requireText("answer", answer, "a record"));
        answers = List.of(expected);
        exactly = all;
        return this;
    }

    DnsExpectation expectation() {
        return new DnsExpectation(
                type,
                rcode,
                answers.stream().map(answer -> DnsAnswers.normal(type, answer)).toList(),
                exactly);
    }

    /**
     * Makes the check.
     *
     * @return a check that has asked nothing
     * @throws IllegalArgumentException if an expected record of type A or AAAA is no IP address
     */
    public DnsHealthCheck build() {
        return new DnsHealthCheck(this);
    }
}
