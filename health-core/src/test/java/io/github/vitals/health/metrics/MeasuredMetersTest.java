package io.github.vitals.health.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.Measurement;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeasuredMetersTest {
    private final AtomicReference<HealthResult> answer = new AtomicReference<>(HealthResult.up());
    private final CheckPolicy everyTime =
            CheckPolicy.builder().maxAge(Duration.ofNanos(1)).build();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HealthRegistry health = HealthRegistry.builder()
            .check("db", context -> answer.get(), everyTime)
            .build();
    private final HealthMetrics metrics = new HealthMetrics(health);

    @BeforeEach
    void bind() {
        metrics.bindTo(meters);
    }

    @AfterEach
    void close() {
        metrics.close();
        health.close();
    }

    private void run(HealthResult result) {
        answer.set(result);
        health.check();
    }

    /** Listeners, and so the meters, hear of a run soon after it. */
    private void awaitScrape(String... lines) {
        await().untilAsserted(() -> assertThat(meters.scrape()).contains(lines));
    }

    private static HealthResult lag(double seconds) {
        return HealthResult.up().measured(Measurement.gauge("health.replication.lag", "seconds", seconds));
    }

    @Test
    void aGaugeShowsTheLastRun() {
        run(lag(3));
        run(lag(1.5));
        awaitScrape("health_replication_lag_seconds{check=\"db\"} 1.5");
    }

    @Test
    void aGaugeThatTheLastRunDidNotMeasureShowsNothing() {
        run(lag(3));
        run(HealthResult.down(FailureReason.CONNECT_REFUSED, ""));
        awaitScrape("health_replication_lag_seconds{check=\"db\"} NaN");
        run(lag(2));
        awaitScrape("health_replication_lag_seconds{check=\"db\"} 2.0");
    }

    @Test
    void durationsAreCountedInBuckets() {
        for (int millis : new int[] {3, 30}) {
            run(HealthResult.up()
                    .measured(Measurement.duration("health.http.phase", Duration.ofMillis(millis), "phase", "tls")));
        }
        awaitScrape(
                "health_http_phase_seconds_bucket{check=\"db\",phase=\"tls\",le=\"0.005\"} 1",
                "health_http_phase_seconds_bucket{check=\"db\",phase=\"tls\",le=\"0.05\"} 2",
                "health_http_phase_seconds_count{check=\"db\",phase=\"tls\"} 2");
    }

    @Test
    void theyGoWithTheirCheck() {
        run(lag(3));
        awaitScrape("health_replication_lag");
        health.remove("db");
        await().untilAsserted(() -> assertThat(meters.scrape()).doesNotContain("health_replication_lag"));
    }

    @Test
    void labelsThatChangeMakeRoomForEachOther() {
        for (int i = 0; i < 200; i++) {
            run(HealthResult.up().measured(Measurement.gauge("health.tls.expiry", "seconds", i, "serial", "s" + i)));
        }
        awaitScrape("health_tls_expiry_seconds{check=\"db\",serial=\"s199\"} 199.0");
        assertThat(meters.find("health.tls.expiry").gauges()).hasSize(64);
    }

    @Test
    void anInfoThatIsNoLongerTrueIsGone() {
        for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
            run(HealthResult.up().measured(Measurement.gauge("health.tls.info", "", 1, "version", version)));
        }
        awaitScrape("health_tls_info{check=\"db\",version=\"TLSv1.3\"} 1");
        assertThat(meters.scrape()).doesNotContain("TLSv1.2");
    }

    @Test
    void aNameThatIsTakenByAnotherKindOfMeterHurtsNothing() {
        meters.counter("taken", "check", "db");
        run(HealthResult.up().measured(Measurement.gauge("taken", "", 1)).measured(Measurement.gauge("free", "", 2)));
        awaitScrape("free{check=\"db\"} 2.0");
        assertThat(meters.get("health.check.duration").timer().count()).isEqualTo(1);
    }
}
