package io.github.vitals.health.logging.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.logging.correlation.Lines.Line;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class CurrentTraceTest {
    private final Lines lines = new Lines(CurrentTraceTest.class);
    private final SdkTracerProvider provider = SdkTracerProvider.builder().build();
    private final Tracer tracer = provider.get("test");

    @AfterEach
    void nothing() {
        MDC.clear();
        lines.close();
        provider.close();
    }

    private CurrentTrace logged() {
        lines.log("line");
        List<Line> all = lines.all();
        return all.get(all.size() - 1).trace();
    }

    @Test
    void withoutATraceBothIdsAreEmpty() {
        MDC.put("other", "entry");
        assertThat(logged()).isEqualTo(new CurrentTrace("", ""));
        assertThat(logged().present()).isFalse();
        assertThat(CurrentTrace.ofThread().present()).isFalse();
    }

    @Test
    void namesAreLookedForInOrder() {
        MDC.put("trace_id", "open-telemetry");
        MDC.put("span_id", "1");
        assertThat(logged()).isEqualTo(new CurrentTrace("open-telemetry", "1"));
        MDC.put("traceId", "micrometer");
        MDC.put("spanId", "2");
        assertThat(logged()).isEqualTo(new CurrentTrace("micrometer", "2"));
        MDC.put("trace.id", "own");
        assertThat(logged()).isEqualTo(new CurrentTrace("own", ""));
        MDC.put("span.id", "3");
        assertThat(logged()).isEqualTo(new CurrentTrace("own", "3"));
        MDC.put("trace.id", "");
        assertThat(logged().traceId()).isEqualTo("micrometer");
    }

    @Test
    void aSpanOfOpenTelemetryIsKnownThoughNobodyPutItIntoTheMdc() {
        Span outer = tracer.spanBuilder("outer").startSpan();
        try (Scope ofOuter = outer.makeCurrent()) {
            assertThat(logged()).isEqualTo(ids(outer));
            Span inner = tracer.spanBuilder("inner").startSpan();
            try (Scope ofInner = inner.makeCurrent()) {
                assertThat(logged()).isEqualTo(ids(inner));
            }
            assertThat(logged()).isEqualTo(ids(outer));
            MDC.put("trace.id", "own");
            assertThat(logged().traceId()).isEqualTo("own");
        }
        MDC.clear();
        assertThat(logged().present()).isFalse();
    }

    @Test
    void anExecutorTakesTheSpanOfOpenTelemetryAlong() throws Exception {
        ExecutorService plain = Executors.newSingleThreadExecutor();
        ExecutorService pool = Correlation.executor(plain);
        Span span = tracer.spanBuilder("giver").startSpan();
        try (Scope scope = span.makeCurrent()) {
            assertThat(pool.submit(this::logged).get()).isEqualTo(ids(span));
        }
        assertThat(plain.submit(this::logged).get().present()).isFalse();
        plain.shutdown();
    }

    @Test
    void aClientSendsTheSpanOfOpenTelemetryItselfWithItsFlags() {
        Span span = tracer.spanBuilder("caller").startSpan();
        SpanContext context = span.getSpanContext();
        try (Scope scope = span.makeCurrent()) {
            HttpRequest sent = new Outgoing(CorrelationPolicy.standard())
                    .correlated(HttpRequest.newBuilder(URI.create("http://localhost/"))
                            .build());
            assertThat(sent.headers().firstValue("traceparent"))
                    .contains("00-" + context.getTraceId() + '-' + context.getSpanId() + "-01");
        }
    }

    @Test
    void aRequestForWhichATracerHasASpanKeepsTheTracersIds() {
        Incoming incoming = new Incoming(CorrelationPolicy.standard());
        Map<String, List<String>> headers =
                Map.of("traceparent", List.of(TraceContext.start(true).header()));
        MDC.put("trace.id", "left behind by somebody");
        Span span = tracer.spanBuilder("server").startSpan();
        try (Scope scope = span.makeCurrent()) {
            Correlated.Before before =
                    incoming.read(name -> headers.getOrDefault(name, List.of())).open();
            assertThat(logged()).isEqualTo(ids(span));
            assertThat(MDC.get("http.request.id")).hasSize(32);
            before.restore();
        }
        assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("trace.id", "left behind by somebody"));
    }

    /** All that is on the class path, without OpenTelemetry, and with classes of its own. */
    @Test
    void withoutOpenTelemetryOnTheClassPathNothingIsMissed() throws Exception {
        URL[] path = List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
                .filter(entry -> !entry.contains("opentelemetry"))
                .map(CurrentTraceTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader without = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            assertThat(without.loadClass(Correlation.class.getName())
                            .getMethod("client", HttpClient.class)
                            .invoke(null, HttpClient.newHttpClient()))
                    .isInstanceOf(HttpClient.class);
            Runnable asks = (Runnable) without.loadClass(Asks.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            asks.run();
            assertThat(asks).hasToString("false ");
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException broken) {
            throw new IllegalArgumentException(entry, broken);
        }
    }

    private static CurrentTrace ids(Span span) {
        return new CurrentTrace(
                span.getSpanContext().getTraceId(), span.getSpanContext().getSpanId());
    }

    /** Logs a line, and runs a task, where OpenTelemetry is not. */
    public static final class Asks implements Runnable {
        private String answer = "not run";

        /** By reflection. */
        public Asks() {}

        @Override
        public void run() {
            try (Lines lines = new Lines(Asks.class)) {
                Correlation.runnable(() -> lines.log("line")).run();
                answer = io.github.vitals.health.logging.correlation.Tracer.PRESENT + " "
                        + lines.of("line").trace().traceId();
            }
        }

        @Override
        public String toString() {
            return answer;
        }
    }
}
