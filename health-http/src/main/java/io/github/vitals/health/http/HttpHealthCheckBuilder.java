package io.github.vitals.health.http;

import io.github.vitals.health.outbound.NameLookup;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.net.ssl.X509ExtendedKeyManager;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link HttpHealthCheck}.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>what</th><th>default</th></tr>
 *   <tr><td>{@link #expectStatus expectStatus}</td><td>200 to 299</td></tr>
 *   <tr><td>{@link #expect expect}</td><td>nothing else</td></tr>
 *   <tr><td>{@link #sample sample}</td><td>200 characters of the body of an answer that is not well</td></tr>
 *   <tr><td>{@link #method method}</td><td>GET</td></tr>
 *   <tr><td>{@link #header header}</td><td>{@code User-Agent: Vitals}, {@code Accept-Encoding: gzip}</td></tr>
 *   <tr><td>{@link #followRedirects followRedirects}</td><td>0: none</td></tr>
 *   <tr><td>{@link #addresses addresses}</td><td>FIRST</td></tr>
 *   <tr><td>{@link #ipVersion ipVersion}</td><td>ANY</td></tr>
 *   <tr><td>{@link #proxy proxy}</td><td>the one of the process, if it has one</td></tr>
 *   <tr><td>{@link #http2 http2}</td><td>not offered: HTTP/1.1</td></tr>
 *   <tr><td>{@link #trust trust}</td><td>the JDK's trust store</td></tr>
 *   <tr><td>{@link #certificateDays certificateDays}</td><td>DEGRADED 14 days before expiry, DOWN 0</td></tr>
 *   <tr><td>{@link #maxBody maxBody}</td><td>1 MiB, then cut</td></tr>
 *   <tr><td>{@link #allowHosts allowHosts}, {@link #denyPrivate denyPrivate}</td><td>every target may be asked</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class HttpHealthCheckBuilder {
    private static final int MOST_REDIRECTS = 20;
    private static final int MOST_EXPECTATIONS = 20;
    private static final int DEFAULT_SAMPLE = 200;
    private static final int LONGEST_SAMPLE = 2000;
    private static final String AUTHORIZATION = "Authorization";

    private final URI uri;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<HttpExpectation> expectations = new ArrayList<>();
    private String method = "GET";
    private @Nullable Payload body;
    private @Nullable Supplier<String> bearer;
    private Statuses statuses = Statuses.SUCCESS;
    private int redirects;
    private Addresses addresses = Addresses.FIRST;
    private IpVersion ipVersion = IpVersion.ANY;
    private @Nullable ProxyAccess proxy;
    private NameLookup names = new NameLookup();
    private Set<String> allowed = Set.of();
    private boolean denyPrivate;
    private boolean http2;
    private @Nullable KeyStore trusted;
    private @Nullable X509ExtendedKeyManager own;
    private Verdict.CertificateDays certificate = new Verdict.CertificateDays(14, 0);
    private long maxBody = Reading.DEFAULT;
    private boolean wholeBody;
    private int sample = DEFAULT_SAMPLE;

    HttpHealthCheckBuilder(URI uri) {
        this.uri = uri;
        headers.put("User-Agent", "Vitals");
    }

    /**
     * Sets which statuses are UP, instead of 200 to 299.
     *
     * @param statuses one or more, each 100 to 599
     * @return this builder
     * @throws IllegalArgumentException if there is none, or one is not a status
     */
    public HttpHealthCheckBuilder expectStatus(int... statuses) {
        this.statuses = Statuses.of(statuses);
        return this;
    }

    /**
     * Expects something of an answer whose status is an expected one, beside what was expected before.
     *
     * @param expectation what is expected
     * @return this builder
     * @throws IllegalStateException if there are 20 already
     */
    public HttpHealthCheckBuilder expect(HttpExpectation expectation) {
        Objects.requireNonNull(expectation, "expectation: null (expected: an expectation)");
        if (expectations.size() == MOST_EXPECTATIONS) {
            throw new IllegalStateException("expectations: more than 20 (expected: at most " + MOST_EXPECTATIONS + ")");
        }
        expectations.add(expectation);
        return this;
    }

    /**
     * Sets how much of the body of an answer that is not well becomes the detail {@code sample}, as evidence. Only a body
     * of a readable media type is shown; what the check itself sends is replaced by {@code ***} in it, and so is what looks
     * like a password or a token.
     *
     * @param characters 0 for none, to 2000
     * @return this builder
     * @throws IllegalArgumentException if it is not in that range
     */
    public HttpHealthCheckBuilder sample(int characters) {
        if (characters < 0 || characters > LONGEST_SAMPLE) {
            throw new IllegalArgumentException(
                    "characters: " + characters + " (expected: 0 to " + LONGEST_SAMPLE + ")");
        }
        this.sample = characters;
        return this;
    }

    /**
     * Sends a header; the last value given for a name is sent. The value is never shown, and is not sent to another
     * origin that a redirect leads to.
     *
     * @param name the header's name
     * @param value its value, printable ASCII
     * @return this builder
     * @throws IllegalArgumentException if HTTP does not allow the name or the value, or the check sets it itself
     */
    public HttpHealthCheckBuilder header(String name, String value) {
        Objects.requireNonNull(name, "name: null (expected: a header name)");
        Objects.requireNonNull(value, "value: null (expected: a header value)");
        RequestSpec.requireHeader(name, value);
        headers.put(name, value);
        return this;
    }

    /**
     * Sets the request method. All but GET, HEAD and OPTIONS may change something at the target, each run anew.
     *
     * @param method GET, HEAD, OPTIONS, POST, PUT, PATCH or DELETE
     * @return this builder
     * @throws IllegalArgumentException if it is another
     */
    public HttpHealthCheckBuilder method(String method) {
        Objects.requireNonNull(method, "method: null (expected: GET, HEAD, OPTIONS, POST, PUT, PATCH or DELETE)");
        this.method = RequestSpec.requireMethod(method);
        return this;
    }

    /**
     * Sends a body, with a method that has one. It is never shown.
     *
     * @param contentType its media type, for example {@code application/json}
     * @param bytes the body; copied
     * @return this builder
     * @throws IllegalArgumentException if it is not a media type
     */
    public HttpHealthCheckBuilder body(String contentType, byte[] bytes) {
        Objects.requireNonNull(contentType, "contentType: null (expected: type/subtype)");
        Objects.requireNonNull(bytes, "bytes: null (expected: a body)");
        this.body = Payload.of(contentType, bytes);
        return this;
    }

    /**
     * Sends a text in UTF-8, with a method that has a body. It is never shown.
     *
     * @param contentType its media type, for example {@code application/json}
     * @param text the body
     * @return this builder
     * @throws IllegalArgumentException if it is not a media type
     */
    public HttpHealthCheckBuilder body(String contentType, String text) {
        Objects.requireNonNull(text, "text: null (expected: a body)");
        return body(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends a name and a password by the scheme Basic, with the first request.
     *
     * @param user the name
     * @param password the password; never shown
     * @return this builder
     */
    public HttpHealthCheckBuilder basicAuth(String user, String password) {
        Objects.requireNonNull(user, "user: null (expected: a name)");
        Objects.requireNonNull(password, "password: null (expected: a password)");
        this.bearer = null;
        headers.put(AUTHORIZATION, Credentials.basic(user, password, StandardCharsets.UTF_8));
        return this;
    }

    /**
     * Sends a token by the scheme Bearer. It is asked for at each run, on the run's own thread, and never shown; if
     * there is none, the check is DOWN with {@code auth}.
     *
     * @param token supplies the token
     * @return this builder
     */
    public HttpHealthCheckBuilder bearer(Supplier<String> token) {
        headers.remove(AUTHORIZATION);
        this.bearer = Objects.requireNonNull(token, "token: null (expected: a supplier of a token)");
        return this;
    }

    /**
     * Follows redirects and judges the last answer. One from https to http is refused, and one that would repeat
     * anything but GET or HEAD at another origin; headers, credentials and the client certificate do not go to another
     * origin. More redirects than the limit, or a loop, is DOWN with {@code redirect}.
     *
     * @param limit how many, 0 to 20
     * @return this builder
     * @throws IllegalArgumentException if it is not in that range
     */
    public HttpHealthCheckBuilder followRedirects(int limit) {
        if (limit < 0 || limit > MOST_REDIRECTS) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: 0 to " + MOST_REDIRECTS + ")");
        }
        this.redirects = limit;
        return this;
    }

    /**
     * Sets which of the addresses that the name resolves to are asked. With {@link Addresses#ALL} the time is shared
     * among them, and the check is DEGRADED if only some fail.
     *
     * @param addresses the first that connects, or all
     * @return this builder
     */
    public HttpHealthCheckBuilder addresses(Addresses addresses) {
        this.addresses = Objects.requireNonNull(addresses, "addresses: null (expected: FIRST or ALL)");
        return this;
    }

    /**
     * Uses addresses of one version only; a name that has none is DOWN with {@code dns}.
     *
     * @param version which
     * @return this builder
     */
    public HttpHealthCheckBuilder ipVersion(IpVersion version) {
        this.ipVersion = Objects.requireNonNull(version, "version: null (expected: ANY, V4 or V6)");
        return this;
    }

    /**
     * Goes through an HTTP proxy, which then resolves the target's name.
     *
     * @param host the proxy's host
     * @param port its port
     * @return this builder
     * @throws IllegalArgumentException if it is not a port
     */
    public HttpHealthCheckBuilder proxy(String host, int port) {
        Objects.requireNonNull(host, "host: null (expected: the proxy's host)");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
        }
        this.proxy = ProxyAccess.of(host, port);
        return this;
    }

    /**
     * Goes through an HTTP proxy that asks for a name and a password, by the scheme Basic.
     *
     * @param host the proxy's host
     * @param port its port
     * @param user the name
     * @param password the password; never shown
     * @return this builder
     * @throws IllegalArgumentException if it is not a port
     */
    public HttpHealthCheckBuilder proxy(String host, int port, String user, String password) {
        Objects.requireNonNull(user, "user: null (expected: a name)");
        Objects.requireNonNull(password, "password: null (expected: a password)");
        proxy(host, port);
        this.proxy = ProxyAccess.of(host, port).with(user, password);
        return this;
    }

    /**
     * Trusts the certificates of a key store, instead of those of the JDK.
     *
     * @param trusted the key store, loaded
     * @return this builder
     */
    public HttpHealthCheckBuilder trust(KeyStore trusted) {
        this.trusted = Objects.requireNonNull(trusted, "trusted: null (expected: a key store)");
        return this;
    }

    /**
     * Shows a client certificate to a target that asks for one.
     *
     * @param own the key store that holds it, loaded
     * @param password the password of its key; never shown
     * @return this builder
     * @throws IllegalArgumentException if the key cannot be read
     */
    public HttpHealthCheckBuilder clientCertificate(KeyStore own, char[] password) {
        Objects.requireNonNull(own, "own: null (expected: a key store)");
        Objects.requireNonNull(password, "password: null (expected: the key's password)");
        try {
            this.own = TlsSettings.keys(own, password);
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(
                    "own: a key that cannot be read (expected: one of this password)", unreadable);
        }
        return this;
    }

    /**
     * Offers HTTP/2 to an {@code https} target, which a single request gains nothing by: for a target that has to be seen
     * to speak it. A connection over HTTP/2 holds up to three more threads while it is open.
     *
     * @return this builder
     */
    public HttpHealthCheckBuilder http2() {
        this.http2 = true;
        return this;
    }

    /**
     * Warns before a certificate of the target's chain expires.
     *
     * @param degraded DEGRADED if it expires within so many days
     * @param down DOWN if it expires within so many days; at most {@code degraded}
     * @return this builder
     * @throws IllegalArgumentException if they are negative, or the second is larger
     */
    public HttpHealthCheckBuilder certificateDays(int degraded, int down) {
        if (down < 0 || down > degraded) {
            throw new IllegalArgumentException("down: " + down + " (expected: 0 to degraded, " + degraded + ")");
        }
        this.certificate = new Verdict.CertificateDays(degraded, down);
        return this;
    }

    /**
     * Sets how much of the body is read, after it was decoded; the rest is cut off and the connection closed.
     *
     * @param bytes 0 to 64 MiB
     * @return this builder
     * @throws IllegalArgumentException if it is not in that range
     */
    public HttpHealthCheckBuilder maxBody(long bytes) {
        if (bytes < 0 || bytes > 64 << 20) {
            throw new IllegalArgumentException("bytes: " + bytes + " (expected: 0 to " + (64 << 20) + ")");
        }
        this.maxBody = bytes;
        return this;
    }

    /**
     * Makes a body longer than {@link #maxBody} DOWN with {@code size}, instead of letting the status decide.
     *
     * @return this builder
     */
    public HttpHealthCheckBuilder requireWholeBody() {
        this.wholeBody = true;
        return this;
    }

    /**
     * Asks no other hosts than these, also where a redirect leads to one: {@code blocked}.
     *
     * @param hosts names or IP addresses, or {@code *.} and a domain for all names below it
     * @return this builder
     * @throws IllegalArgumentException if there is none
     */
    public HttpHealthCheckBuilder allowHosts(String... hosts) {
        Objects.requireNonNull(hosts, "hosts: null (expected: one or more hosts)");
        if (hosts.length == 0) {
            throw new IllegalArgumentException("hosts: [] (expected: one or more hosts)");
        }
        Set<String> lower = new TreeSet<>();
        for (String host : hosts) {
            lower.add(host.toLowerCase(Locale.ROOT));
        }
        this.allowed = lower;
        return this;
    }

    /**
     * Asks public addresses only, also where a redirect leads: one that is private, link-local, loopback, multicast, of
     * a carrier's NAT, reserved, of a cloud's metadata service, or an IPv6 form of such a one, is {@code blocked}. What
     * is connected to is the address that was looked at. Excludes a proxy, which would resolve the name again.
     *
     * @return this builder
     */
    public HttpHealthCheckBuilder denyPrivate() {
        this.denyPrivate = true;
        return this;
    }

    /** Finds addresses otherwise than by the JDK. */
    HttpHealthCheckBuilder names(NameLookup.Resolver resolver) {
        this.names = new NameLookup(resolver);
        return this;
    }

    /**
     * Makes the check.
     *
     * @return a new check
     * @throws IllegalArgumentException if a body was given and the method has none, or a proxy together with
     *     {@link #denyPrivate} or {@link Addresses#ALL}
     */
    public HttpHealthCheck build() {
        return build(statuses, List.of());
    }

    private Secrets secrets(HttpUrl url) {
        Map<String, String> sent = new TreeMap<>(headers);
        if (proxy != null && proxy.authorization() != null) {
            sent.put(ProxyAccess.HEADER, proxy.authorization());
        }
        return Secrets.of(sent, url, body);
    }

    /** With other statuses expected, and with judges before the expectations. */
    HttpHealthCheck build(Statuses expected, List<AnswerJudge> judges) {
        if (proxy != null && (denyPrivate || addresses == Addresses.ALL)) {
            throw new IllegalArgumentException("proxy: " + proxy + " (expected: none with "
                    + (denyPrivate ? "denyPrivate" : "addresses(ALL)") + ", as it is the proxy that resolves)");
        }
        RequestSpec request = RequestSpec.of(method, headers, body, bearer);
        List<AnswerJudge> all = new ArrayList<>(judges);
        if (!expectations.isEmpty()) {
            all.add(new Expectations(List.copyOf(expectations)));
        }
        Reading reading = new Reading(maxBody, wholeBody, all.stream().anyMatch(AnswerJudge::needsBody), sample);
        HttpUrl url = HttpUrl.get(uri.toString());
        return new HttpHealthCheck(
                uri,
                new Settings(
                        new Ask(url, method, body, true),
                        request,
                        new Resolver(names, new Guard(allowed, denyPrivate), ipVersion, proxy),
                        addresses,
                        new Transport(new TlsSettings(trusted, own), proxy, http2),
                        redirects,
                        new Verdict(
                                expected, certificate, reading, request.authorized(), secrets(url), List.copyOf(all))));
    }
}
