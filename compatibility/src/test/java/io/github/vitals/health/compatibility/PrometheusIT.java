package io.github.vitals.health.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real Prometheus, configured as the guide says. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class PrometheusIT {
    private static final ConditionFactory SOON =
            await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));

    @TempDir
    private Path folder;

    private Path binary;

    @BeforeEach
    void find() {
        binary = Tools.require("prometheus", "prometheus");
    }

    private Prometheus scraping(Shop shop, String sample) throws IOException {
        return Prometheus.start(
                binary,
                folder,
                Guide.sample("yaml", sample)
                        .with("15s", "200ms")
                        .with("10.0.0.11:8081", shop.uri().getAuthority()));
    }

    @Test
    void scrapesOpenMetricsWithoutAnErrorAndSeesACheckBreak() throws Exception {
        try (Shop shop = Shop.open();
                Prometheus prometheus = scraping(shop, "job_name: orders\n")) {
            SOON.untilAsserted(() -> assertThat(prometheus.value("health_check_status{check='orders-db',status='up'}"))
                    .isEqualTo(1));
            JsonNode target = prometheus.target();
            assertThat(target.get("health").asString()).isEqualTo("up");
            assertThat(target.get("lastError").asString()).isEmpty();
            assertThat(prometheus.types("orders"))
                    .as("so named in OpenMetrics only")
                    .containsExactly("counter");
            assertThat(prometheus.value("orders_total")).isEqualTo(1);
            shop.breakDatabase();
            SOON.untilAsserted(
                    () -> assertThat(prometheus.value("health_group_status{group='readiness',status='down'}"))
                            .isEqualTo(1));
            assertThat(prometheus.target().get("health").asString()).isEqualTo("up");
            assertThat(prometheus.said()).isEmpty();
        }
    }

    @Test
    void scrapesOnlyTheMetricsItNames() throws Exception {
        try (Shop shop = Shop.open();
                Prometheus prometheus = scraping(shop, "name[]")) {
            SOON.untilAsserted(() -> assertThat(prometheus.value("health_check_status{check='orders-db',status='up'}"))
                    .isEqualTo(1));
            assertThat(prometheus.target().get("lastError").asString()).isEmpty();
            assertThat(prometheus.names("orders-health"))
                    .containsExactlyInAnyOrder("health_check_status", "health_group_status");
            assertThat(prometheus.said()).isEmpty();
        }
    }
}
