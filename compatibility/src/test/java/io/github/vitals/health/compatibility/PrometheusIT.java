package io.github.vitals.health.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus with the jobs of the guide. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class PrometheusIT {
    private static final ConditionFactory SOON =
            await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));

    private static final String MONDAY = "the-token-of-monday\n";
    private static final String TUESDAY = "the-token-of-tuesday\n";

    @TempDir
    private static Path folder;

    private static Path accepted;
    private static Path sent;
    private static Shop open;
    private static Shop guarded;
    private static Prometheus prometheus;

    /** One for all: it takes 5 s to look at its targets for the first time. */
    @BeforeAll
    static void start() throws Exception {
        Path binary = Tools.require("prometheus", "prometheus");
        accepted = Files.writeString(folder.resolve("accepted"), MONDAY);
        sent = Files.writeString(folder.resolve("sent"), MONDAY);
        open = Shop.open();
        guarded = Shop.guarded(accepted);
        String jobs = job("job_name: orders\n", open).text()
                + job("name[]", open).text()
                + job("credentials_file", guarded)
                        .with("/etc/prometheus/orders.token", sent)
                        .text();
        prometheus = Prometheus.start(binary, folder, new Guide("scrape_configs:\n" + jobs));
    }

    private static Guide job(String having, Shop shop) throws IOException {
        return Guide.sample("yaml", having)
                .with("scrape_configs:\n", "")
                .with("15s", "200ms")
                .with("10.0.0.11:8081", shop.uri().getAuthority());
    }

    @AfterAll
    static void stop() throws Exception {
        if (prometheus != null) {
            prometheus.close();
            guarded.close();
            open.close();
        }
    }

    private static void awaitHealth(String job, String health) {
        SOON.untilAsserted(() -> assertThat(prometheus.health(job)).isEqualTo(health));
    }

    @Test
    void scrapesOpenMetricsWithoutAnErrorAndSeesACheckBreak() throws Exception {
        awaitHealth("orders", "up");
        assertThat(prometheus.lastError("orders")).isEmpty();
        assertThat(prometheus.types("orders"))
                .as("so named in OpenMetrics only")
                .containsExactly("counter");
        assertThat(prometheus.value("orders_total{job='orders'}")).isEqualTo(1);
        open.breakDatabase();
        SOON.untilAsserted(
                () -> assertThat(prometheus.value("health_group_status{job='orders',group='readiness',status='down'}"))
                        .isEqualTo(1));
        assertThat(prometheus.value("health_check_status{job='orders',check='orders-db',status='down'}"))
                .isEqualTo(1);
        assertThat(prometheus.health("orders")).isEqualTo("up");
        assertThat(prometheus.said()).isEmpty();
    }

    @Test
    void scrapesOnlyTheMetricsItNames() throws Exception {
        awaitHealth("orders-health", "up");
        SOON.untilAsserted(() -> assertThat(prometheus.names("orders-health")).isNotEmpty());
        assertThat(prometheus.names("orders-health"))
                .containsExactlyInAnyOrder("health_check_status", "health_group_status");
    }

    @Test
    void scrapesWithATokenThatIsReplacedWithoutARestart() throws Exception {
        awaitHealth("orders-guarded", "up");
        Files.writeString(sent, TUESDAY);
        awaitHealth("orders-guarded", "down");
        assertThat(prometheus.lastError("orders-guarded")).contains("403 Forbidden");
        Files.writeString(accepted, TUESDAY);
        awaitHealth("orders-guarded", "up");
    }
}
