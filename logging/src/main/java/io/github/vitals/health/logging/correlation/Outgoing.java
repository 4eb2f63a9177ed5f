package io.github.vitals.health.logging.correlation;

import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** From what the calling thread knows to the headers of a request that it makes. */
final class Outgoing {
    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";
    private static final int TRACE_DIGITS = 32;
    private static final int SPAN_DIGITS = 16;

    private final CorrelationPolicy policy;

    Outgoing(CorrelationPolicy policy) {
        this.policy = policy;
    }

    /** The same request if there is nothing to add. */
    HttpRequest correlated(HttpRequest request) {
        Map<String, String> headers = missing(request);
        if (headers.isEmpty()) {
            return request;
        }
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                request, (name, value) -> !headers.containsKey(TRACEPARENT) || !name.equalsIgnoreCase(TRACESTATE));
        headers.forEach(builder::setHeader);
        return builder.build();
    }

    /** What the request has itself stays; a {@code tracestate} belongs to its {@code traceparent}. */
    private Map<String, String> missing(HttpRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (request.headers().firstValue(TRACEPARENT).isEmpty()) {
            headers.putAll(trace());
        }
        String requestId = MDC.get(Correlated.REQUEST);
        if (RequestIds.sane(requestId)
                && request.headers().firstValue(policy.requestIdHeader()).isEmpty()) {
            headers.put(policy.requestIdHeader(), requestId);
        }
        return headers;
    }

    private Map<String, String> trace() {
        CurrentTrace current = CurrentTrace.ofThread();
        if (!current.present()) {
            return Map.of();
        }
        @Nullable Correlated correlated = Correlated.current();
        if (correlated != null && correlated.trace() != null && own(correlated.trace(), current)) {
            return headers(correlated.trace().child(), correlated.tracestate());
        }
        Map<String, String> tracer = Tracer.PRESENT ? OpenTelemetry.headers() : Map.of();
        return tracer.getOrDefault(TRACEPARENT, "").contains(current.traceId()) ? tracer : named(current);
    }

    private static boolean own(TraceContext trace, CurrentTrace current) {
        return trace.traceId().equals(current.traceId()) && trace.spanId().equals(current.spanId());
    }

    /** The span of a tracer is known to its store, so it is the parent itself, and not a child that nobody records. */
    private Map<String, String> named(CurrentTrace current) {
        String traceId = "0".repeat(Math.max(0, TRACE_DIGITS - current.traceId().length())) + current.traceId();
        if (!Hex.id(traceId, TRACE_DIGITS) || !Hex.id(current.spanId(), SPAN_DIGITS)) {
            return Map.of();
        }
        return headers(new TraceContext(traceId, current.spanId(), policy.sampled(), false), "");
    }

    private static Map<String, String> headers(TraceContext trace, String tracestate) {
        return tracestate.isEmpty()
                ? Map.of(TRACEPARENT, trace.header())
                : Map.of(TRACEPARENT, trace.header(), TRACESTATE, tracestate);
    }
}
