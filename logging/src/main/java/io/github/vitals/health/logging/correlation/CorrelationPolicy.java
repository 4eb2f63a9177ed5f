package io.github.vitals.health.logging.correlation;

/**
 * What is believed of a request that comes in, and how the header with the request id is called.
 *
 * <pre>{@code
 * CorrelationPolicy atTheEdge = CorrelationPolicy.standard().withTraceTrusted(false);
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param requestIdHeader where the request id is read, given back and sent on; {@code X-Request-Id} by default
 * @param traceTrusted whether the trace of a caller is continued (the default); if not, each request starts a trace, and
 *     the caller's trace id is kept in the MDC as {@code labels.parent_trace_id}
 * @param sampled whether traces that start here say that they are recorded; false by default, as the standard asks of who
 *     has not decided
 */
public record CorrelationPolicy(String requestIdHeader, boolean traceTrusted, boolean sampled) {
    private static final CorrelationPolicy STANDARD = new CorrelationPolicy("X-Request-Id", true, false);
    private static final String MARKS = "!#$%&'*+-.^_`|~";

    /**
     * A policy.
     *
     * @param requestIdHeader the name of an HTTP header
     * @param traceTrusted whether the trace of a caller is continued
     * @param sampled whether traces that start here say that they are recorded
     * @throws IllegalArgumentException if it is no name of an HTTP header
     */
    public CorrelationPolicy {
        if (requestIdHeader.isEmpty() || !requestIdHeader.chars().allMatch(CorrelationPolicy::token)) {
            throw new IllegalArgumentException(
                    "requestIdHeader: " + requestIdHeader + " (expected: the name of an HTTP header)");
        }
    }

    private static boolean token(int c) {
        return (c < 128 && Character.isLetterOrDigit(c)) || MARKS.indexOf(c) >= 0;
    }

    /**
     * The defaults.
     *
     * @return always the same
     */
    public static CorrelationPolicy standard() {
        return STANDARD;
    }

    /**
     * The same with another header for the request id.
     *
     * @param header for example {@code X-Correlation-Id}
     * @return a copy
     * @throws IllegalArgumentException if it is no name of an HTTP header
     */
    public CorrelationPolicy withRequestIdHeader(String header) {
        return new CorrelationPolicy(header, traceTrusted, sampled);
    }

    /**
     * The same, believing callers or not.
     *
     * @param trusted whether the trace of a caller is continued
     * @return a copy
     */
    public CorrelationPolicy withTraceTrusted(boolean trusted) {
        return new CorrelationPolicy(requestIdHeader, trusted, sampled);
    }

    /**
     * The same, with new traces recorded or not.
     *
     * @param recorded what traces that start here say of themselves
     * @return a copy
     */
    public CorrelationPolicy withSampled(boolean recorded) {
        return new CorrelationPolicy(requestIdHeader, traceTrusted, recorded);
    }
}
