package io.github.vitals.health.http;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.outbound.Shown;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** What a check sends: fixed when it is made, but for the token. */
record RequestSpec(
        String method,
        Map<String, String> headers,
        @Nullable Payload body,
        @Nullable Supplier<String> bearer) {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Set<String> NEEDS_BODY = Set.of("POST", "PUT", "PATCH");
    /** Those that the transport sets itself, or that have an option of their own. */
    private static final Set<String> OURS = Set.of(
            "host",
            "connection",
            "content-length",
            "content-type",
            "expect",
            "upgrade",
            "transfer-encoding",
            "te",
            "trailer",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection");
    /** What is no secret and does not tell who asks, so that another origin may have it. */
    private static final List<String> HARMLESS = List.of("User-Agent", "Accept", "Accept-Language", "Accept-Encoding");

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    static String requireMethod(String method) {
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("method: " + Shown.printable(method)
                    + " (expected: GET, HEAD, OPTIONS, POST, PUT, PATCH or DELETE)");
        }
        return method;
    }

    /** The value is not named: it may be a secret. */
    static void requireHeader(String name, String value) {
        if (!NAME.matcher(name).matches()
                || !VALUE.matcher(value).matches()
                || OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("header: " + Shown.printable(name)
                    + " (expected: a name that HTTP allows, a value of printable ASCII, and not a header that the check"
                    + " sets itself)");
        }
    }

    static boolean harmless(String header) {
        return HARMLESS.stream().anyMatch(header::equalsIgnoreCase);
    }

    static RequestSpec of(
            String method, Map<String, String> headers, @Nullable Payload body, @Nullable Supplier<String> bearer) {
        if (body != null && !WITH_BODY.contains(method)) {
            throw new IllegalArgumentException(
                    "method: " + method + " (expected: one that sends a body, as POST does)");
        }
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        return new RequestSpec(method, copy, body, bearer);
    }

    /** Whether it says who asks. */
    boolean authorized() {
        return bearer != null || headers.containsKey("Authorization");
    }

    /** The token of this run. What the supplier throws is named by its type only, because its text may be the token. */
    @Nullable
    String token() throws Refused {
        if (bearer == null) {
            return null;
        }
        try {
            String token = bearer.get();
            if (token != null && VALUE.matcher(token).matches()) {
                return token;
            }
        } catch (RuntimeException failed) {
            throw new Refused(
                    FailureReason.AUTH,
                    "there is no token: " + failed.getClass().getName());
        }
        throw new Refused(FailureReason.AUTH, "there is no token: null, or one that HTTP does not allow");
    }

    Request request(Ask ask, @Nullable String token, @Nullable String proxyAuthorization) {
        Request.Builder request = new Request.Builder().url(ask.url()).method(ask.method(), requestBody(ask));
        if (ask.atHome()) {
            headers.forEach(request::header);
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
        } else {
            HARMLESS.stream()
                    .filter(headers::containsKey)
                    .forEach(name -> request.header(name, headers.getOrDefault(name, "")));
        }
        if (proxyAuthorization != null && !ask.url().isHttps()) {
            request.header(ProxyAccess.HEADER, proxyAuthorization);
        }
        return request.build();
    }

    private static @Nullable RequestBody requestBody(Ask ask) {
        Payload payload = ask.body();
        if (payload != null) {
            return payload.body();
        }
        return NEEDS_BODY.contains(ask.method()) ? RequestBody.create(new byte[0]) : null;
    }
}
