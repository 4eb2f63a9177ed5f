package io.github.vitals.health.logging.correlation;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** All that is asked of OpenTelemetry; loaded only if {@link Tracer#PRESENT}. */
final class OpenTelemetry {
    private OpenTelemetry() {}

    static CurrentTrace current() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? new CurrentTrace(span.getTraceId(), span.getSpanId()) : CurrentTrace.NONE;
    }

    /** The headers of the current span, flags and {@code tracestate} included; none without a span. */
    static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), headers, (to, name, value) -> {
            if (to != null) {
                to.put(name, value);
            }
        });
        return headers;
    }

    /** Makes the context of this thread current in another, and gives what ends that. */
    @SuppressWarnings("MustBeClosedChecker") // what is given closes it
    static Supplier<Runnable> carried() {
        Context context = Context.current();
        return () -> {
            Scope scope = context.makeCurrent();
            return scope::close;
        };
    }
}
