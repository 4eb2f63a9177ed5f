package io.github.vitals.health.logging.correlation;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.vitals.health.logging.LogEncoder;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.EventPublishingContextWrapper;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.micrometer.tracing.otel.bridge.Slf4JEventListener;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Logs in spans of Micrometer Tracing: gives each line, the ids that the tracer says, and the MDC's, by where. */
public final class MicrometerSpans implements Function<Boolean, Map<String, List<String>>> {
    private final Map<String, List<String>> seen = new TreeMap<>();
    private final List<String> lines = new ArrayList<>();
    private final LogEncoder encoder = new LogEncoder();
    private final Logger logger;

    /** By reflection. */
    public MicrometerSpans() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        encoder.setContext(context);
        encoder.start();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
            }
        };
        appender.setContext(context);
        appender.start();
        logger = context.getLogger("shop.Orders");
        logger.setAdditive(false);
        logger.addAppender(appender);
    }

    @Override
    public Map<String, List<String>> apply(Boolean mdc) {
        OtelTracer.EventPublisher events = mdc ? new Slf4JEventListener()::onEvent : event -> {};
        ContextStorage.addWrapper(new EventPublishingContextWrapper(events));
        try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
            log(new OtelTracer(provider.get("test"), new OtelCurrentTraceContext(), events));
        }
        return seen;
    }

    private void log(Tracer tracer) {
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultTracingObservationHandler(tracer));
        Span span = tracer.nextSpan().name("order").start();
        try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
            line("span", tracer);
            Observation.createNotStarted("payment", observations).observe(() -> line("observation", tracer));
            elsewhere(() -> line("executor", tracer));
        } finally {
            span.end();
        }
        line("after", tracer);
    }

    private static void elsewhere(Runnable task) {
        var pool = Executors.newSingleThreadExecutor();
        try {
            Correlation.executor(pool).submit(task).get();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        } finally {
            pool.shutdown();
        }
    }

    private void line(String where, Tracer tracer) {
        logger.info("paid");
        TraceContext ids = tracer.currentTraceContext().context();
        String line = lines.get(lines.size() - 1);
        String mdc = MDC.get("traceId");
        seen.put(
                where,
                ids == null ? List.of(line) : List.of(line, ids.traceId(), ids.spanId(), mdc == null ? "none" : mdc));
    }
}
