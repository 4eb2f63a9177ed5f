package io.github.vitals.health.http;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import java.net.URI;

/**
 * Asks a URI over HTTP and is UP if the status of the answer is an expected one.
 *
 * <p>One deadline, the time its run has, covers everything: resolving the name, connecting, the TLS handshake, the
 * headers and the body, so that an answer whose body stalls ends in time too. Each run opens its own connection and
 * closes it. The body is read to its end, decoded if it is compressed, and not kept; one longer than 1 MiB is cut off,
 * the status decides, and the detail {@code bodyCut} says so. {@link HttpHealthCheckBuilder} lists the options and their
 * defaults.
 *
 * <p>A redirect is an answer with the status 3xx, so DOWN unless expected or
 * {@linkplain HttpHealthCheckBuilder#followRedirects followed}; the detail {@code location} names the origin it leads
 * to. HTTP/1.1 is spoken, unless {@linkplain
 * HttpHealthCheckBuilder#http2 HTTP/2} is offered and taken.
 *
 * <p>Details are {@code status}, {@code responseSeconds} (until the headers were there), {@code bodyBytes},
 * {@code bodyCut}, {@code redirects}, {@code httpVersion}, {@code address}, the length of each phase
 * ({@code resolveSeconds}, {@code connectSeconds}, {@code tlsSeconds}, {@code processingSeconds},
 * {@code transferSeconds}) and with TLS, also when the handshake fails, {@code tlsVersion}, {@code tlsCipher},
 * {@code certificateIssuer}, {@code certificateUntil} and {@code certificateChainUntil} (the earliest of the chain).
 *
 * <table>
 *   <caption>Measurements</caption>
 *   <tr><th>name</th><th>what</th></tr>
 *   <tr><td>{@code health.http.phase}</td><td>how long each {@code phase} took, of all redirects together</td></tr>
 *   <tr><td>{@code health.http.status.code}</td><td>the last status</td></tr>
 *   <tr><td>{@code health.http.redirects}</td><td>how many were followed</td></tr>
 *   <tr><td>{@code health.http.body}</td><td>the body's bytes, decoded</td></tr>
 *   <tr><td>{@code health.tls.certificate.expiry}</td><td>seconds since the epoch; {@code position} is {@code leaf} or
 *     {@code earliest}</td></tr>
 *   <tr><td>{@code health.tls.info}</td><td>{@code version} and {@code cipher}</td></tr>
 * </table>
 *
 * <p>Reasons are {@code dns}, {@code blocked}, {@code connect_refused}, {@code connect_timeout} (the TLS handshake
 * included), {@code connection_lost}, {@code tls_expired} (also: expires soon), {@code tls_not_yet_valid},
 * {@code tls_untrusted}, {@code tls_hostname}, {@code tls_handshake}, {@code auth}, {@code protocol} (the answer is not
 * HTTP), {@code redirect}, {@code size}, {@code status} and {@code timeout}. Neither the query of the URI nor what is
 * sent is ever shown.
 *
 * <pre>{@code
 * HealthCheck payments = HttpHealthCheck.of(URI.create("https://payments.example/health"));
 * HealthCheck search = HttpHealthCheck.builder(URI.create("https://search.example/ping"))
 *         .bearer(tokens::current)
 *         .expectStatus(200, 204)
 *         .build();
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class HttpHealthCheck implements HealthCheck {
    private final URI uri;
    private final Settings settings;

    HttpHealthCheck(URI uri, Settings settings) {
        this.uri = uri;
        this.settings = settings;
    }

    /**
     * A check that asks with GET and expects a status of 200 to 299.
     *
     * @param uri what to ask; {@code http} or {@code https}, with a host and without user-info
     * @return the check
     * @throws IllegalArgumentException if the URI is not such
     */
    public static HttpHealthCheck of(URI uri) {
        return builder(uri).build();
    }

    /**
     * Starts to describe a check.
     *
     * @param uri what to ask; {@code http} or {@code https}, with a host and without user-info
     * @return a new builder
     * @throws IllegalArgumentException if the URI is not such
     */
    public static HttpHealthCheckBuilder builder(URI uri) {
        return new HttpHealthCheckBuilder(Target.require(uri));
    }

    @Override
    public HealthResult check(CheckContext context) throws InterruptedException {
        return Run.check(settings, context);
    }

    /**
     * Always true: the answer depends on another process.
     *
     * @return true
     */
    @Override
    public boolean external() {
        return true;
    }

    @Override
    public String toString() {
        return "HttpHealthCheck[" + settings.first().method() + " " + Target.shown(uri) + "]";
    }
}
