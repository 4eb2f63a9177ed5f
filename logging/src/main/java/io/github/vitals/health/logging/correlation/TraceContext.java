package io.github.vitals.health.logging.correlation;

import java.util.Optional;

/**
 * A place in a trace as W3C Trace Context (levels 1 and 2) writes it into {@code traceparent}: which trace, and which
 * step of it.
 *
 * <pre>{@code
 * TraceContext here = TraceContext.parse(header).map(TraceContext::child).orElseGet(() -> TraceContext.start(false));
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @param spanId 16 lower-case hexadecimal digits, not all zero; the standard calls it parent-id
 * @param sampled whether the caller may have recorded the trace
 * @param random whether the right half of the trace id is random (level 2)
 */
public record TraceContext(String traceId, String spanId, boolean sampled, boolean random) {
    private static final int TRACE_DIGITS = 32;
    private static final int SPAN_DIGITS = 16;
    private static final int SAMPLED = 1;
    private static final int RANDOM = 2;

    /**
     * A place in a trace.
     *
     * @param traceId 32 lower-case hexadecimal digits, not all zero
     * @param spanId 16 lower-case hexadecimal digits, not all zero
     * @param sampled whether the caller may have recorded the trace
     * @param random whether the right half of the trace id is random
     * @throws IllegalArgumentException if one is not of its length, not hexadecimal in lower case, or all zero
     */
    public TraceContext {
        require("traceId", traceId, TRACE_DIGITS);
        require("spanId", spanId, SPAN_DIGITS);
    }

    private static void require(String name, String id, int digits) {
        if (!Hex.id(id, digits)) {
            throw new IllegalArgumentException(
                    name + ": " + id + " (expected: " + digits + " lower-case hexadecimal digits, not all zero)");
        }
    }

    /**
     * The first step of a new trace, with random ids.
     *
     * @param sampled whether it is recorded
     * @return a trace that nobody else has
     */
    public static TraceContext start(boolean sampled) {
        return new TraceContext(Hex.random() + Hex.random(), Hex.random(), sampled, true);
    }

    /**
     * Reads a {@code traceparent}. Of a version that is not known yet, as much is read as the standard says: the two ids
     * and the flags, if they stand where version 00 has them.
     *
     * @param traceparent the value of the header, without white space around it
     * @return empty if the standard has a new trace started instead
     */
    public static Optional<TraceContext> parse(String traceparent) {
        return Traceparent.parse(traceparent);
    }

    static TraceContext of(String traceId, String spanId, int flags) {
        return new TraceContext(traceId, spanId, (flags & SAMPLED) != 0, (flags & RANDOM) != 0);
    }

    /**
     * The next step: same trace, same flags, a new random span id.
     *
     * @return what is sent on
     */
    public TraceContext child() {
        return new TraceContext(traceId, Hex.random(), sampled, random);
    }

    /**
     * Writes {@code traceparent}, version 00. Flags that are not known are zero, as the standard asks.
     *
     * @return 55 characters
     */
    public String header() {
        int flags = (sampled ? SAMPLED : 0) | (random ? RANDOM : 0);
        return "00-" + traceId + '-' + spanId + "-0" + flags;
    }
}
