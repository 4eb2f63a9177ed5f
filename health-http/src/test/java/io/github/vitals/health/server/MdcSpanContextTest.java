package io.github.vitals.health.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;

class MdcSpanContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, MdcSpanContext.of());
    private final Timer timer = Timer.builder("checkout")
            .serviceLevelObjectives(Duration.ofMillis(100), Duration.ofMillis(300))
            .register(meters);

    @AfterEach
    void forget() {
        MDC.clear();
    }

    @Test
    void aBucketPointsToTheTraceThatWasMeasuredInIt() {
        MDC.put("trace.id", TRACE);
        MDC.put("span.id", SPAN);
        timer.record(Duration.ofMillis(200));
        assertThat(meters.scrape(OPEN_METRICS))
                .contains("checkout_seconds_bucket{le=\"0.3\"} 1 # {span_id=\"" + SPAN + "\",trace_id=\"" + TRACE
                        + "\"}");
    }

    @ParameterizedTest
    @CsvSource({
        ",",
        TRACE + ",",
        "," + SPAN,
        "4bf92f," + SPAN,
        TRACE + ",xyz",
        "4BF92F3577B34DA6A3CE929D0E0E4736," + SPAN,
        "'\"} 1\nx{a=\"4bf92f3577b34da6a3c'," + SPAN
    })
    void whatIsNoTraceIsNoExemplar(String trace, String span) {
        MDC.put("trace.id", trace);
        MDC.put("span.id", span);
        timer.record(Duration.ofMillis(200));
        assertThat(meters.scrape(OPEN_METRICS))
                .contains("checkout_seconds_bucket{le=\"0.3\"} 1\n")
                .doesNotContain("trace_id");
    }

    @Test
    void otherKeysMayBeNamed() {
        MDC.put("traceId", TRACE);
        MDC.put("spanId", SPAN);
        MdcSpanContext context = MdcSpanContext.of("traceId", "spanId");
        assertThat(context.getCurrentTraceId()).isEqualTo(TRACE);
        assertThat(context.getCurrentSpanId()).isEqualTo(SPAN);
        assertThat(context.isCurrentSpanSampled()).isTrue();
    }
}
