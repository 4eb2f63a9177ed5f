package io.github.vitals.health.endpoint;

import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link HealthEndpoint} needs to know of an HTTP request, whichever server received it.
 *
 * <pre>{@code
 * HealthRequest request = HealthRequest.of(servletRequest.getMethod(), servletRequest.getPathInfo())
 *         .withQuery(servletRequest.getQueryString())
 *         .withHeaders(servletRequest::getHeader);
 * }</pre>
 *
 * <p>Immutable, if the lookup of headers is.
 */
public final class HealthRequest {
    private static final byte[] EMPTY = {};

    private final String method;
    private final String path;
    private final String query;
    private final Function<String, @Nullable String> headers;
    private final Caller caller;
    private final byte[] body;

    /** Who asks, as far as the connection tells. */
    private record Caller(
            @Nullable InetAddress address, @Nullable X509Certificate certificate) {
        static final Caller UNKNOWN = new Caller(null, null);
    }

    private HealthRequest(
            String method,
            String path,
            String query,
            Function<String, @Nullable String> headers,
            Caller caller,
            byte[] body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.caller = caller;
        this.body = body;
    }

    /**
     * A request without query and headers, from an unknown address.
     *
     * @param method for example {@code GET}
     * @param path the decoded path, beginning with {@code /}
     * @return the request
     */
    public static HealthRequest of(String method, String path) {
        Objects.requireNonNull(method, "method: null (expected: a method)");
        Objects.requireNonNull(path, "path: null (expected: a path)");
        return new HealthRequest(method, path, "", name -> null, Caller.UNKNOWN, EMPTY);
    }

    /**
     * A copy with a query.
     *
     * @param query what follows the {@code ?}, not decoded; null if there is none
     * @return a new request
     */
    public HealthRequest withQuery(@Nullable String query) {
        return new HealthRequest(method, path, query == null ? "" : query, headers, caller, body);
    }

    /**
     * A copy with headers.
     *
     * @param headers gives a header's value, or null if it was not sent; names are looked up in any case
     * @return a new request
     */
    public HealthRequest withHeaders(Function<String, @Nullable String> headers) {
        Objects.requireNonNull(headers, "headers: null (expected: a lookup)");
        return new HealthRequest(method, path, query, headers, caller, body);
    }

    /**
     * A copy with the address of who asked.
     *
     * @param remoteAddress the address of the caller, or of the last proxy
     * @return a new request
     */
    public HealthRequest withRemoteAddress(InetAddress remoteAddress) {
        Objects.requireNonNull(remoteAddress, "remoteAddress: null (expected: an address)");
        return new HealthRequest(method, path, query, headers, new Caller(remoteAddress, caller.certificate()), body);
    }

    /**
     * A copy with the certificate of who asked.
     *
     * @param certificate one that the server has found to be valid, and whose key the caller has shown to have
     * @return a new request
     */
    public HealthRequest withClientCertificate(X509Certificate certificate) {
        Objects.requireNonNull(certificate, "certificate: null (expected: a certificate)");
        return new HealthRequest(method, path, query, headers, new Caller(caller.address(), certificate), body);
    }

    /**
     * A copy with a body. Only admin actions look at it: a server need not read that of other requests, see
     * {@link HealthEndpoint#LONGEST_BODY}.
     *
     * @param body the body
     * @return a new request
     */
    public HealthRequest withBody(byte[] body) {
        Objects.requireNonNull(body, "body: null (expected: bytes)");
        return new HealthRequest(method, path, query, headers, caller, body.clone());
    }

    /**
     * The request method.
     *
     * @return for example {@code GET}
     */
    public String method() {
        return method;
    }

    /**
     * The decoded path.
     *
     * @return for example {@code /health/ready}
     */
    public String path() {
        return path;
    }

    /**
     * A header's value.
     *
     * @param name the header's name
     * @return empty if it was not sent
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }

    /**
     * How much the caller wants a value, by a header such as {@code Accept-Encoding} (RFC 9110, section 12.4.2).
     *
     * @param header the header's name
     * @param value for example {@code gzip}
     * @return 0 to 1; 0 if the header does not name the value: wildcards name nothing
     */
    public double weight(String header, String value) {
        return Accept.weight(header(header).orElse(""), value);
    }

    /**
     * The first value of a query parameter.
     *
     * @param name the parameter's name
     * @return empty if it was not sent; an empty text if it was sent without a value, as in {@code ?verbose}
     */
    public Optional<String> parameter(String name) {
        return parameters(name).stream().findFirst();
    }

    /**
     * All values of a query parameter, in the order in which they were sent.
     *
     * @param name the parameter's name
     * @return empty if it was not sent; an empty text for each time that it was sent without a value
     */
    public List<String> parameters(String name) {
        if (query.isEmpty()) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (decoded(equals < 0 ? pair : pair.substring(0, equals)).equals(name)) {
                values.add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    /**
     * The address of who asked.
     *
     * @return empty if it is not known
     */
    public Optional<InetAddress> remoteAddress() {
        return Optional.ofNullable(caller.address());
    }

    /**
     * The certificate of who asked.
     *
     * @return empty if none was sent, or the connection is not encrypted
     */
    public Optional<X509Certificate> clientCertificate() {
        return Optional.ofNullable(caller.certificate());
    }

    /**
     * The body.
     *
     * @return a copy; empty if there is none
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * Tells whether the request came over the loopback interface. A proxy on the same machine makes every request look
     * so; to decide who may see something, use {@link Access#loopback()}, which knows of proxies and of browsers.
     *
     * @return false if the address is not known
     */
    public boolean fromLoopback() {
        InetAddress address = caller.address();
        return address != null && address.isLoopbackAddress();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
