package io.github.vitals.health.http;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.outbound.Library;
import io.github.vitals.health.outbound.SafePattern;
import io.github.vitals.health.outbound.Shown;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an answer has to be, beside having an expected status. Each that was looked at is kept as a detail
 * {@code expectation.1}, {@code expectation.2}, … with the value that decided it, met or not; one that is not met is DOWN,
 * or DEGRADED if it is {@link #orDegraded}.
 *
 * <p>Nothing is converted: a value that is missing, of another type or unreadable does not meet an expectation, and says
 * so. Of a body that is longer than {@link HttpHealthCheckBuilder#maxBody} only the beginning is looked at, and nothing is
 * said to be absent from it.
 *
 * <table>
 *   <caption>Reasons</caption>
 *   <tr><td>{@code header}</td><td>a header is not as expected</td></tr>
 *   <tr><td>{@code body}</td><td>the body is not, as text or as JSON</td></tr>
 *   <tr><td>{@code slow}</td><td>the headers took too long</td></tr>
 * </table>
 *
 * <pre>{@code
 * HttpHealthCheck.builder(uri)
 *         .expect(HttpExpectation.json("$.queue.depth").atMost(100))
 *         .expect(HttpExpectation.latency(Duration.ofMillis(300)).orDegraded())
 *         .build();
 * }</pre>
 *
 * <p>Immutable.
 */
public final class HttpExpectation {
    private final String text;
    private final FailureReason reason;
    private final boolean body;
    private final boolean mild;
    private final Function<Answer, Finding> finder;

    private HttpExpectation(
            String text, FailureReason reason, boolean body, boolean mild, Function<Answer, Finding> finder) {
        this.text = Shown.printable(text);
        this.reason = reason;
        this.body = body;
        this.mild = mild;
        this.finder = finder;
    }

    static HttpExpectation ofBody(String text, Function<Answer, Finding> finder) {
        return new HttpExpectation(text, FailureReason.BODY, true, false, finder);
    }

    /**
     * A header has a value. Of a header that comes several times one has to.
     *
     * @param name the header's name, in any case
     * @param value the whole value
     * @return the expectation
     */
    public static HttpExpectation header(String name, String value) {
        Objects.requireNonNull(value, "value: null (expected: a header value)");
        return header(name, "is " + Found.quoted(value), value::equals);
    }

    /**
     * A regular expression is found in a header. Of a header that comes several times, in one of them.
     *
     * @param name the header's name, in any case
     * @param regex in RE2's syntax, found anywhere unless anchored; takes time linear in the text
     * @return the expectation
     * @throws IllegalArgumentException if it is not a regular expression
     * @throws IllegalStateException if {@code com.google.re2j:re2j} is not on the class path
     */
    public static HttpExpectation headerMatches(String name, String regex) {
        SafePattern pattern = SafePattern.of(regex);
        return header(name, "matches " + Found.quoted(regex), pattern::found);
    }

    private static HttpExpectation header(String name, String claim, Found.Test test) {
        Objects.requireNonNull(name, "name: null (expected: a header name)");
        String key = name.toLowerCase(Locale.ROOT);
        return new HttpExpectation("header " + name + " " + claim, FailureReason.HEADER, false, false, answer -> {
            List<String> values = answer.headers().getOrDefault(key, List.of());
            String shown = values.isEmpty()
                    ? "missing"
                    : answer.secrets().shown(name, Found.quoted(String.join(", ", values)));
            return new Finding(values.stream().anyMatch(test::holds), shown);
        });
    }

    /**
     * The body contains a text.
     *
     * @param text the text, in the case that is expected
     * @return the expectation
     * @throws IllegalArgumentException if it is empty
     */
    public static HttpExpectation bodyContains(String text) {
        requireText(text);
        return ofBody(
                "body contains " + Found.quoted(text),
                answer -> Finding.inBody(answer.body(), answer.body().text().contains(text)));
    }

    /**
     * The body does not contain a text.
     *
     * @param text the text, in the case that is not expected
     * @return the expectation
     * @throws IllegalArgumentException if it is empty
     */
    public static HttpExpectation bodyLacks(String text) {
        requireText(text);
        return ofBody(
                "body lacks " + Found.quoted(text),
                answer -> Finding.notInBody(answer.body(), answer.body().text().contains(text)));
    }

    /**
     * A regular expression is found in the body.
     *
     * @param regex in RE2's syntax, found anywhere unless anchored; takes time linear in the body
     * @return the expectation
     * @throws IllegalArgumentException if it is not a regular expression
     * @throws IllegalStateException if {@code com.google.re2j:re2j} is not on the class path
     */
    public static HttpExpectation bodyMatches(String regex) {
        SafePattern pattern = SafePattern.of(regex);
        return ofBody(
                "body matches " + Found.quoted(regex),
                answer -> Finding.inBody(
                        answer.body(), pattern.found(answer.body().text())));
    }

    /**
     * Begins an expectation of a value in a JSON body.
     *
     * @param path a JSONPath, such as {@code $.components.db.status}; one that may find several values has to find at
     *     least one, and all of them have to be as expected
     * @return what the value has to be
     * @throws IllegalArgumentException if it is not a JSONPath, or uses {@code =~}
     * @throws IllegalStateException if {@code com.jayway.jsonpath:json-path} is not on the class path
     */
    public static JsonExpectation json(String path) {
        Objects.requireNonNull(path, "path: null (expected: a JSONPath)");
        // Before the class that needs it is looked at.
        Library.JSON_PATH.require("a JSONPath");
        return new JsonExpectation(JsonValues.of(path));
    }

    /**
     * The headers are there in time, counted from the beginning of the run, redirects and connecting included.
     *
     * @param most the longest that is well
     * @return the expectation
     * @throws IllegalArgumentException if it is not positive
     */
    public static HttpExpectation latency(Duration most) {
        Objects.requireNonNull(most, "most: null (expected: a duration)");
        if (most.isZero() || most.isNegative()) {
            throw new IllegalArgumentException("most: " + most + " (expected: > 0)");
        }
        return new HttpExpectation(
                "latency at most " + most.toMillis() + " ms",
                FailureReason.SLOW,
                false,
                false,
                answer -> new Finding(
                        answer.latency().compareTo(most) <= 0, answer.latency().toMillis() + " ms"));
    }

    /**
     * The same, but DEGRADED if it is not met.
     *
     * @return a milder expectation
     */
    public HttpExpectation orDegraded() {
        return new HttpExpectation(text, reason, body, true, finder);
    }

    private static void requireText(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException("text: " + (text == null ? "null" : "\"\"") + " (expected: some text)");
        }
    }

    Finding find(Answer answer) {
        return finder.apply(answer);
    }

    FailureReason reason() {
        return reason;
    }

    boolean needsBody() {
        return body;
    }

    boolean mild() {
        return mild;
    }

    @Override
    public String toString() {
        return text;
    }
}
