package io.github.vitals.health.net;

import io.github.vitals.health.outbound.Shown;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link TlsHealthCheck}.
 *
 * <pre>{@code
 * TlsHealthCheck.builder("10.0.0.7", 8443)
 *         .serverName("payments.example")
 *         .minimumProtocol("TLSv1.3")
 *         .degradedWithin(Duration.ofDays(21))
 *         .downWithin(Duration.ofDays(3))
 *         .build();
 * }</pre>
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>serverName</td><td>the host</td></tr>
 *   <tr><td>sslContext</td><td>this JVM's: its trust store, no client certificate unless it has one</td></tr>
 *   <tr><td>degradedWithin</td><td>14 days before expiry</td></tr>
 *   <tr><td>downWithin</td><td>not before expiry</td></tr>
 *   <tr><td>minimumProtocol</td><td>what the JDK allows, which is TLSv1.2 or later</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class TlsHealthCheckBuilder {
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

    final Target target;
    String serverName;
    private @Nullable SSLContext context;
    private Duration degradedWithin = Duration.ofDays(14);
    private Duration downWithin = Duration.ZERO;
    private @Nullable String minimumProtocol;

    TlsHealthCheckBuilder(Target target) {
        this.target = target;
        this.serverName = target.host();
    }

    /**
     * Sets the name that the server is asked for and that its certificate must be for, where it is not the host.
     *
     * @param name a host name or an IP address
     * @return this builder
     * @throws IllegalArgumentException if it is neither
     */
    public TlsHealthCheckBuilder serverName(String name) {
        serverName = Arguments.requireHost("name", name);
        return this;
    }

    /**
     * Sets whom to trust and which certificate to show to the server.
     *
     * @param sslContext initialised; stays the caller's
     * @return this builder
     */
    public TlsHealthCheckBuilder sslContext(SSLContext sslContext) {
        context = Arguments.requireNonNull("sslContext", sslContext, "a context");
        return this;
    }

    /**
     * Sets how long before a certificate of the chain expires the check is DEGRADED.
     *
     * @param degradedWithin zero for never
     * @return this builder
     * @throws IllegalArgumentException if it is negative or longer than 10 years
     */
    public TlsHealthCheckBuilder degradedWithin(Duration degradedWithin) {
        this.degradedWithin = Arguments.requireNotNegative("degradedWithin", degradedWithin);
        return this;
    }

    /**
     * Sets how long before the server's own certificate expires the check is DOWN.
     *
     * @param downWithin zero for not before it has expired
     * @return this builder
     * @throws IllegalArgumentException if it is negative or longer than 10 years
     */
    public TlsHealthCheckBuilder downWithin(Duration downWithin) {
        this.downWithin = Arguments.requireNotNegative("downWithin", downWithin);
        return this;
    }

    /**
     * Sets the oldest protocol that is not DOWN.
     *
     * @param protocol {@code TLSv1.2} or {@code TLSv1.3}
     * @return this builder
     * @throws IllegalArgumentException if it is another
     */
    public TlsHealthCheckBuilder minimumProtocol(String protocol) {
        if (!PROTOCOLS.contains(Arguments.requireNonNull("protocol", protocol, "TLSv1.2 or TLSv1.3"))) {
            throw Arguments.invalid("protocol", Shown.quoted(protocol), "TLSv1.2 or TLSv1.3");
        }
        minimumProtocol = protocol;
        return this;
    }

    SSLContext context() {
        try {
            return context == null ? SSLContext.getDefault() : context;
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException("this JVM has no default SSLContext; give one with sslContext(..)", none);
        }
    }

    TlsLimits limits() {
        return new TlsLimits(degradedWithin, downWithin, minimumProtocol);
    }

    /**
     * Makes the check.
     *
     * @return a check that has opened nothing
     */
    public TlsHealthCheck build() {
        return new TlsHealthCheck(this);
    }
}
