package io.github.vitals.health.logging.correlation;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The trace and span that an event belongs to, whoever started them. Looked for in this order: the MDC's
 * {@code trace.id} and {@code span.id} (this package), {@code traceId} and {@code spanId} (Micrometer Tracing),
 * {@code trace_id} and {@code span_id} (OpenTelemetry's MDC instrumentation), and OpenTelemetry's current span if its API
 * is on the class path.
 *
 * <p>Immutable.
 *
 * @param traceId empty if there is none
 * @param spanId empty if there is none
 */
public record CurrentTrace(String traceId, String spanId) {
    static final CurrentTrace NONE = new CurrentTrace("", "");

    /**
     * Finds the trace of an event. To be called by the thread that logs, because OpenTelemetry's span is the thread's.
     *
     * @param event any event
     * @return two empty ids if there is no trace
     */
    public static CurrentTrace of(ILoggingEvent event) {
        CurrentTrace named = named(event.getMDCPropertyMap());
        return named.present() || !Tracer.PRESENT ? named : OpenTelemetry.current();
    }

    /**
     * Whether there is a trace.
     *
     * @return false if both ids are empty
     */
    public boolean present() {
        return !traceId.isEmpty();
    }

    /** The trace of the calling thread. */
    static CurrentTrace ofThread() {
        @Nullable Map<String, String> mdc = MDC.getCopyOfContextMap();
        CurrentTrace named = mdc == null ? NONE : named(mdc);
        return named.present() || !Tracer.PRESENT ? named : OpenTelemetry.current();
    }

    /** The trace that a tracer put there, which is not this package. */
    static CurrentTrace ofTracer() {
        CurrentTrace micrometer = pair(MDC.get("traceId"), MDC.get("spanId"));
        CurrentTrace named = micrometer.present() ? micrometer : pair(MDC.get("trace_id"), MDC.get("span_id"));
        return named.present() || !Tracer.PRESENT ? named : OpenTelemetry.current();
    }

    private static CurrentTrace named(Map<String, String> mdc) {
        if (mdc.isEmpty()) {
            return NONE;
        }
        CurrentTrace own = pair(mdc.get(Correlated.TRACE), mdc.get(Correlated.SPAN));
        if (own.present()) {
            return own;
        }
        CurrentTrace micrometer = pair(mdc.get("traceId"), mdc.get("spanId"));
        return micrometer.present() ? micrometer : pair(mdc.get("trace_id"), mdc.get("span_id"));
    }

    private static CurrentTrace pair(@Nullable String trace, @Nullable String span) {
        return trace == null || trace.isEmpty() ? NONE : new CurrentTrace(trace, span == null ? "" : span);
    }
}
