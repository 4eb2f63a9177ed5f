package io.github.vitals.health.server;

import io.prometheus.metrics.tracer.common.SpanContext;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Takes the trace of a measurement from the logging context (MDC), where tracers leave it for log lines: so that a bucket
 * of a histogram in {@code /metrics} points to a trace, as an exemplar of OpenMetrics.
 *
 * <pre>{@code
 * new PrometheusMeterRegistry(
 *         PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, MdcSpanContext.of());
 * }</pre>
 *
 * <p>Only what has the form of W3C's Trace Context counts: a trace of 32 and a span of 16 hexadecimal digits; without both
 * there is no exemplar. Thread-safe.
 */
public final class MdcSpanContext implements SpanContext {
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern SPAN = Pattern.compile("[0-9a-f]{16}");

    private final String traceKey;
    private final String spanKey;

    private MdcSpanContext(String traceKey, String spanKey) {
        this.traceKey = Objects.requireNonNull(traceKey, "traceKey: null (expected: a key)");
        this.spanKey = Objects.requireNonNull(spanKey, "spanKey: null (expected: a key)");
    }

    /**
     * From the keys {@code trace.id} and {@code span.id}, the names of the Elastic Common Schema.
     *
     * @return the context
     */
    public static MdcSpanContext of() {
        return of("trace.id", "span.id");
    }

    /**
     * From other keys, as {@code traceId} and {@code spanId} of Micrometer Tracing, or {@code trace_id} and {@code
     * span_id} of OpenTelemetry.
     *
     * @param traceKey under which the trace is
     * @param spanKey under which the span is
     * @return the context
     */
    public static MdcSpanContext of(String traceKey, String spanKey) {
        return new MdcSpanContext(traceKey, spanKey);
    }

    @Override
    public @Nullable String getCurrentTraceId() {
        return wellFormed(TRACE, MDC.get(traceKey));
    }

    @Override
    public @Nullable String getCurrentSpanId() {
        return wellFormed(SPAN, MDC.get(spanKey));
    }

    private static @Nullable String wellFormed(Pattern form, @Nullable String id) {
        return id != null && form.matcher(id).matches() ? id : null;
    }

    /** What has no trace in the logging context is not sampled. */
    @Override
    public boolean isCurrentSpanSampled() {
        return getCurrentTraceId() != null && getCurrentSpanId() != null;
    }

    /** The logging context has nothing to mark. */
    @Override
    public void markCurrentSpanAsExemplar() {}
}
