package io.github.vitals.health.logging.correlation;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What a request is known by.
 *
 * @param trace null if a tracer is at work that has ids of its own
 * @param tracestate empty if there is none
 * @param requestId sane
 * @param strangersTrace the caller's trace id if it was not believed, else null
 */
record Correlated(
        @Nullable TraceContext trace,
        String tracestate,
        String requestId,
        @Nullable String strangersTrace) {
    static final String TRACE = "trace.id";
    static final String SPAN = "span.id";
    static final String REQUEST = "http.request.id";
    static final String STRANGER = "labels.parent_trace_id";

    /** Flags and {@code tracestate} have no place in the MDC: they would be in each line. */
    private static final ThreadLocal<@Nullable Correlated> CURRENT = new ThreadLocal<>();

    static @Nullable Correlated current() {
        return CURRENT.get();
    }

    static void current(@Nullable Correlated correlated) {
        if (correlated == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(correlated);
        }
    }

    /** Puts the ids into the thread's MDC until it is given back what was there before. */
    Before open() {
        Before before = new Before(CURRENT.get(), MDC.get(TRACE), MDC.get(SPAN), MDC.get(REQUEST), MDC.get(STRANGER));
        put(TRACE, trace == null ? null : trace.traceId());
        put(SPAN, trace == null ? null : trace.spanId());
        put(REQUEST, requestId);
        put(STRANGER, strangersTrace);
        CURRENT.set(this);
        return before;
    }

    private static void put(String name, @Nullable String value) {
        if (value == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, value);
        }
    }

    /** What was there before. */
    record Before(
            @Nullable Correlated previous,
            @Nullable String trace,
            @Nullable String span,
            @Nullable String request,
            @Nullable String stranger) {
        void restore() {
            put(TRACE, trace);
            put(SPAN, span);
            put(REQUEST, request);
            put(STRANGER, stranger);
            current(previous);
        }
    }
}
