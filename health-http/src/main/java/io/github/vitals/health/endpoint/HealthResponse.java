package io.github.vitals.health.endpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What to answer: a status code, headers and a body. {@code Content-Length} is among the headers where HTTP wants it,
 * also in the answer to HEAD, whose body is empty.
 *
 * <p>Immutable.
 */
public final class HealthResponse {
    private final int statusCode;
    private final Map<String, String> headers;
    private final byte[] body;

    private HealthResponse(int statusCode, Map<String, String> headers, byte[] body) {
        this.statusCode = statusCode;
        this.headers = Collections.unmodifiableMap(headers);
        this.body = body;
    }

    /**
     * A response that nobody may store or take for another type than it says.
     *
     * @param statusCode the HTTP status code
     * @param contentType the type of the body
     * @param body the body
     * @return the response
     */
    public static HealthResponse of(int statusCode, String contentType, byte[] body) {
        return owning(statusCode, contentType, body.clone());
    }

    /** The same with a body that nobody changes any more. */
    static HealthResponse owning(int statusCode, String contentType, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", Objects.requireNonNull(contentType, "contentType: null (expected: a type)"));
        headers.put("Content-Length", Integer.toString(body.length));
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        return new HealthResponse(statusCode, headers, body);
    }

    /**
     * A copy with one more header.
     *
     * @param name the header's name; one of the same name is replaced
     * @param value its value
     * @return a new response
     */
    public HealthResponse withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HealthResponse(statusCode, more, body);
    }

    /**
     * A copy with the same headers and no body: the answer to HEAD.
     *
     * @return a new response
     */
    public HealthResponse withoutBody() {
        return new HealthResponse(statusCode, headers, new byte[0]);
    }

    /**
     * A copy with an {@code ETag} made of the body.
     *
     * @return a new response
     */
    public HealthResponse tagged() {
        return withHeader("ETag", EntityTag.ofAny(body));
    }

    /**
     * What this becomes for a caller: 304 if the code is 2xx and the caller has it already, by {@code If-None-Match} and
     * the {@code ETag} that it carries; without its body for HEAD.
     *
     * @param request what was asked
     * @return this one, or a new response
     */
    public HealthResponse to(HealthRequest request) {
        String tag = header("ETag");
        boolean known = !tag.isEmpty()
                && statusCode < 300
                && request.header("If-None-Match")
                        .filter(tags -> EntityTag.matches(tags, tag))
                        .isPresent();
        HealthResponse response = known ? notModified() : this;
        return request.method().equals("HEAD") ? response.withoutBody() : response;
    }

    /** The answer to a caller that already has this one, with the headers that belong to it. */
    HealthResponse notModified() {
        HealthResponse without = without("Content-Type", "Content-Length");
        return new HealthResponse(304, without.headers, new byte[0]);
    }

    HealthResponse without(String... names) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.keySet().removeAll(Set.of(names));
        return new HealthResponse(statusCode, fewer, body);
    }

    /** One header's value; empty if there is no such header. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /**
     * The HTTP status code.
     *
     * @return 200 to 599
     */
    public int statusCode() {
        return statusCode;
    }

    /**
     * The headers by name.
     *
     * @return an unmodifiable map
     */
    public Map<String, String> headers() {
        return headers;
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
     * The length of the body.
     *
     * @return in bytes; 0 if there is none
     */
    public int length() {
        return body.length;
    }

    /**
     * Writes the body, without copying it.
     *
     * @param out where to; it is neither flushed nor closed
     * @throws IOException if writing fails
     */
    public void writeTo(OutputStream out) throws IOException {
        out.write(body);
    }

    @Override
    public String toString() {
        return statusCode + " " + body.length + " B";
    }
}
