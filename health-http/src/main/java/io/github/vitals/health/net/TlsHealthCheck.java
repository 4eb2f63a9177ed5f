package io.github.vitals.health.net;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.outbound.Deadline;
import io.github.vitals.health.outbound.IpLiteral;
import io.github.vitals.health.outbound.NameLookup;
import io.github.vitals.health.outbound.Shown;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * Opens a TLS connection, and is UP if the handshake succeeds and the certificates are good for long enough; nothing of
 * an application's protocol is sent. {@link TlsHealthCheckBuilder} lists the options and their defaults.
 *
 * <p>The server is told the host's name (SNI), its certificates are verified as HTTPS does, against that name too.
 * Where that fails, a second handshake only looks at the certificates and breaks off, so that their facts are shown and
 * measured all the same. One deadline, the time its run has, covers everything; resolving and connecting are as with
 * {@link TcpHealthCheck}. With TLS 1.3 the goodbye is waited for, 500 ms at most, since only there a server tells that
 * it refuses the client's certificate. A run closes its connections.
 *
 * <pre>{@code
 * HealthCheck ldap = TlsHealthCheck.of("ldap.example", 636);
 * }</pre>
 *
 * <table>
 *   <caption>Measurements and details</caption>
 *   <tr><th>name</th><th>what</th></tr>
 *   <tr><td>{@code health.tls.certificate.expiry}</td><td>seconds since the epoch; {@code position} is {@code leaf} or
 *     {@code earliest} of the chain that the server shows; as details {@code certificateUntil} and
 *     {@code certificateChainUntil}</td></tr>
 *   <tr><td>{@code health.tls.info}</td><td>{@code version} and {@code cipher}; as details {@code tlsVersion} and
 *     {@code tlsCipher}</td></tr>
 *   <tr><td>{@code health.tcp.phase}</td><td>how long each {@code phase} took: {@code resolve}, {@code connect},
 *     {@code tls}; as details {@code resolveSeconds} and so on</td></tr>
 *   <tr><td>{@code certificateSubject}, {@code certificateIssuer}, {@code certificateHosts}</td><td>of the server's
 *     certificate; 10 hosts at most</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Reasons</caption>
 *   <tr><th>reason</th><th>when</th></tr>
 *   <tr><td>tls_expired</td><td>a certificate has expired; or DEGRADED, or DOWN where asked for: one expires
 *     soon</td></tr>
 *   <tr><td>tls_not_yet_valid</td><td>a certificate is not valid yet</td></tr>
 *   <tr><td>tls_hostname</td><td>the certificate is for another host</td></tr>
 *   <tr><td>tls_untrusted</td><td>the certificate is not signed by anyone we trust</td></tr>
 *   <tr><td>tls_handshake</td><td>the handshake failed otherwise, or the protocol is older than wanted</td></tr>
 *   <tr><td>auth</td><td>the server refused our certificate, or wants one</td></tr>
 *   <tr><td>timeout, connection_lost</td><td>no handshake in time; the connection was lost in it</td></tr>
 *   <tr><td>dns, connect_refused, connect_timeout</td><td>as with {@link TcpHealthCheck}</td></tr>
 * </table>
 *
 * <p>Thread-safe.
 */
public final class TlsHealthCheck implements HealthCheck {
    private final Connector connector;
    private final SSLContext context;
    private final String serverName;
    private final TlsLimits limits;

    TlsHealthCheck(TlsHealthCheckBuilder builder) {
        this.connector = new Connector(builder.target, new NameLookup());
        this.context = builder.context();
        this.serverName = builder.serverName;
        this.limits = builder.limits();
    }

    /**
     * A check with this JVM's trust store and the default limits.
     *
     * @param host a name or an IP address
     * @param port 1 to 65535
     * @return the check
     * @throws IllegalArgumentException if the host or the port is not valid
     */
    public static TlsHealthCheck of(String host, int port) {
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
    public static TlsHealthCheckBuilder builder(String host, int port) {
        return new TlsHealthCheckBuilder(new Target(host, port));
    }

    @Override
    public HealthResult check(CheckContext run) throws InterruptedException {
        Journal journal = new Journal();
        Deadline deadline = Deadline.of(run);
        try {
            CertificateFacts facts = shakeHands(deadline, journal);
            return journal.onto(limits.judge(connector.target(), facts));
        } catch (Failure failure) {
            return journal.onto(described(failure, deadline, journal).result());
        }
    }

    private CertificateFacts shakeHands(Deadline deadline, Journal journal) throws Failure, InterruptedException {
        try (Line line = connector.open(deadline, journal)) {
            return shakeHands(new Handshake(engine(context), line), deadline, journal);
        } catch (SocketTimeoutException late) {
            throw new Failure(
                    FailureReason.TIMEOUT, connector.target() + ": no TLS handshake " + deadline.within(), late);
        } catch (IOException lost) {
            throw new Failure(
                    FailureReason.CONNECTION_LOST,
                    connector.target() + ": the connection was lost in the TLS handshake" + said(lost),
                    lost);
        }
    }

    private CertificateFacts shakeHands(Handshake handshake, Deadline deadline, Journal journal)
            throws IOException, Failure, InterruptedException {
        try {
            CertificateFacts facts = handshake.perform(deadline);
            journal.phase("tls");
            journal.certificate(facts);
            handshake.end(deadline);
            return facts;
        } catch (SSLException refused) {
            throw failure(TlsFailures.reason(refused, handshake.showedNone()), refused);
        }
    }

    private Failure failure(FailureReason reason, SSLException refused) {
        return new Failure(
                reason,
                connector.target() + ": " + TlsFailures.text(reason, serverName, null) + said(refused),
                refused);
    }

    private static String said(Exception thrown) {
        return " (" + Shown.printable(String.valueOf(thrown.getMessage())) + ")";
    }

    /** The failure with the facts of the certificates that it is about. */
    private Failure described(Failure failure, Deadline deadline, Journal journal) throws InterruptedException {
        if (!TlsFailures.ofTheCertificate(failure.reason())) {
            return failure;
        }
        Optional<CertificateFacts> seen = look(deadline);
        if (seen.isEmpty()) {
            return failure;
        }
        journal.certificate(seen.get());
        return new Failure(
                failure.reason(),
                connector.target() + ": " + TlsFailures.text(failure.reason(), serverName, seen.get()),
                failure.getCause());
    }

    /** Has the certificates shown once more, without trusting them. */
    private Optional<CertificateFacts> look(Deadline deadline) throws InterruptedException {
        ChainReader reader = new ChainReader();
        try (Line line = connector.open(deadline, new Journal())) {
            CertificateFacts unused = new Handshake(engine(reader.context()), line).perform(deadline);
        } catch (IOException | GeneralSecurityException | Failure expected) {
            return reader.facts(); // the reader trusts nobody, so no such handshake succeeds
        }
        return reader.facts();
    }

    private SSLEngine engine(SSLContext of) {
        SSLEngine engine = of.createSSLEngine(serverName, connector.target().port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!IpLiteral.is(serverName)) {
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
        }
        engine.setSSLParameters(parameters);
        return engine;
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
        return "TlsHealthCheck[" + connector.target() + "]";
    }
}
