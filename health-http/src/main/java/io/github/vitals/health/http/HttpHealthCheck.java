package io.github.vitals.health.http;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks a URI over HTTP and is UP if the status of the answer is an expected one.
 *
 * <p>One deadline, the time its run has, covers everything: resolving the name, connecting, the TLS handshake, the
 * headers and the body, so that an answer whose body stalls ends in time too. The body is read to its end but not kept;
 * one longer than 1 MiB is cut off, the status decides, and the detail {@code bodyCut} says so. What is still open at
 * the end of a run is closed.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>what</th><th>default</th></tr>
 *   <tr><td>{@link Builder#expectStatus expectStatus}</td><td>200 to 299</td></tr>
 *   <tr><td>{@link Builder#method method}</td><td>GET</td></tr>
 *   <tr><td>{@link Builder#header header}</td><td>{@code User-Agent: Vitals}</td></tr>
 *   <tr><td>{@link Builder#client client}</td><td>one client for all checks without an own one; it follows no redirects,
 *     and its threads (at most 4, and a selector) are daemons that end some time after the last such check has become
 *     unreachable</td></tr>
 * </table>
 *
 * <p>A redirect is an answer with the status 3xx, so DOWN unless expected; the detail {@code location} names the origin
 * it leads to. An {@code http} URI is asked over HTTP/1.1, without an upgrade to HTTP/2; for {@code https} the client
 * decides.
 *
 * <p>Details are {@code status}, {@code responseSeconds} (until the headers were there) and {@code bodyBytes}. Reasons
 * are {@code dns}, {@code connect_refused}, {@code connect_timeout} (the TLS handshake included), {@code connection_lost}, {@code tls_expired},
 * {@code tls_untrusted}, {@code tls_hostname}, {@code header} (the answer is not HTTP), {@code status} and
 * {@code timeout}. Neither the query of the URI nor the headers sent are ever shown.
 *
 * <pre>{@code
 * HealthCheck payments = HttpHealthCheck.of(URI.create("https://payments.example/health"));
 * HealthCheck search = HttpHealthCheck.builder(URI.create("https://search.example/ping"))
 *         .header("Authorization", "Bearer " + token)
 *         .expectStatus(200, 204)
 *         .build();
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class HttpHealthCheck implements HealthCheck {
    private final URI uri;
    private final HttpRequest request;
    private final HttpClient client;
    private final Expectation expected;

    private HttpHealthCheck(Builder builder) {
        this.uri = builder.uri;
        this.request = builder.request
                .method(builder.method, HttpRequest.BodyPublishers.noBody())
                .build();
        this.client = builder.client == null ? SharedClient.get() : builder.client;
        this.expected = builder.expected;
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
    public static Builder builder(URI uri) {
        return new Builder(Target.require(uri));
    }

    @Override
    public HealthResult check(CheckContext context) throws InterruptedException {
        return new Call(uri, request, client, expected).ask(context);
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
        return "HttpHealthCheck[" + request.method() + " " + Target.shown(uri) + "]";
    }

    /** Describes a {@link HttpHealthCheck}. Not thread-safe. */
    public static final class Builder {
        private final URI uri;
        private final HttpRequest.Builder request;
        private String method = "GET";
        private Expectation expected = Expectation.SUCCESS;
        private @Nullable HttpClient client;

        private Builder(URI uri) {
            this.uri = uri;
            this.request = HttpRequest.newBuilder(uri).setHeader("User-Agent", "Vitals");
            if (uri.getScheme().equalsIgnoreCase("http")) {
                request.version(Version.HTTP_1_1);
            }
        }

        /**
         * Sets which statuses are UP, instead of 200 to 299.
         *
         * @param statuses one or more, each 100 to 599
         * @return this builder
         * @throws IllegalArgumentException if there is none, or one is not a status
         */
        public Builder expectStatus(int... statuses) {
            this.expected = Expectation.of(statuses);
            return this;
        }

        /**
         * Sends a header; the last value given for a name is sent. The value is never shown.
         *
         * @param name the header's name
         * @param value its value
         * @return this builder
         * @throws IllegalArgumentException if HTTP does not allow the name or the value, or the header is one that
         *     {@code java.net.http} sets itself
         */
        public Builder header(String name, String value) {
            Objects.requireNonNull(name, "name: null (expected: a header name)");
            Objects.requireNonNull(value, "value: null (expected: a header value)");
            try {
                request.setHeader(name, value);
            } catch (IllegalArgumentException refused) {
                // Neither its message nor the cause is passed on: they may quote the value.
                throw new IllegalArgumentException("header: " + Target.printable(name)
                        + " (expected: a name and a value that HTTP allows, and not a header that java.net.http sets"
                        + " itself)");
            }
            return this;
        }

        /**
         * Sets the request method.
         *
         * @param method {@code GET} or {@code HEAD}, which change nothing at the target
         * @return this builder
         * @throws IllegalArgumentException if it is another
         */
        public Builder method(String method) {
            Objects.requireNonNull(method, "method: null (expected: GET or HEAD)");
            if (!method.equals("GET") && !method.equals("HEAD")) {
                throw new IllegalArgumentException("method: " + Target.printable(method) + " (expected: GET or HEAD)");
            }
            this.method = method;
            return this;
        }

        /**
         * Asks with the caller's own client, for example for a trust store, a client certificate or a proxy. It remains
         * the caller's to close, and decides whether redirects are followed.
         *
         * @param client the client
         * @return this builder
         */
        public Builder client(HttpClient client) {
            this.client = Objects.requireNonNull(client, "client: null (expected: a client)");
            return this;
        }

        /**
         * Makes the check.
         *
         * @return a new check
         */
        public HttpHealthCheck build() {
            return new HttpHealthCheck(this);
        }
    }
}
