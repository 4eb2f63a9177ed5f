package io.github.vitals.health.logging.correlation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** From the headers of a request to what it is known by. */
final class Incoming {
    private final CorrelationPolicy policy;

    Incoming(CorrelationPolicy policy) {
        this.policy = policy;
    }

    String requestIdHeader() {
        return policy.requestIdHeader();
    }

    /** Takes all values of each header, in their order. */
    Correlated read(Function<String, List<String>> headers) {
        String requestId = RequestIds.of(headers.apply(policy.requestIdHeader()));
        if (CurrentTrace.ofTracer().present()) {
            return new Correlated(null, "", requestId, null);
        }
        Optional<TraceContext> caller = caller(headers.apply("traceparent"));
        if (caller.isEmpty()) {
            return new Correlated(TraceContext.start(policy.sampled()), "", requestId, null);
        }
        if (!policy.traceTrusted()) {
            String stranger = caller.get().traceId();
            return new Correlated(TraceContext.start(policy.sampled()), "", requestId, stranger);
        }
        String tracestate = Tracestate.of(headers.apply("tracestate"));
        return new Correlated(caller.get().child(), tracestate, requestId, null);
    }

    /** Two callers are none: it is not known which one to follow. */
    private static Optional<TraceContext> caller(List<String> traceparents) {
        return traceparents.size() == 1 ? TraceContext.parse(traceparents.get(0)) : Optional.empty();
    }
}
