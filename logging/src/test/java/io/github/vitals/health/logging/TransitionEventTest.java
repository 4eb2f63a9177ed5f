package io.github.vitals.health.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the real registry logs, as it arrives in the file. */
class TransitionEventTest {
    @TempDir
    Path directory;

    private final AtomicBoolean broken = new AtomicBoolean();

    @Test
    void aCheckThatGoesDownIsOneLineWithItsFacts() throws Exception {
        try (Logging logging = Logging.into(directory, Map.of("vitals.log.console", "off"));
                HealthRegistry health = registry()) {
            health.run("orders-db");
            await().until(() -> changes(logging, "UP").size() == 1);
            broken.set(true);
            for (int run = 1; run <= 5; run++) {
                health.run("orders-db");
            }
            broken.set(false);
            health.run("orders-db");
            health.run("orders-db");
            await().until(() -> changes(logging, "UP").size() == 2);

            List<JsonNode> lines = changes(logging, "DOWN");
            assertThat(lines).hasSize(1);
            JsonNode line = lines.get(0);
            assertThat(line.get("message").asString()).isEqualTo("Health check changed");
            assertThat(line.get("log.level").asString()).isEqualTo("ERROR");
            assertThat(line.get("log.logger").asString()).isEqualTo("io.github.vitals.health.HealthTransition");
            assertThat(line.get("event.action").asString()).isEqualTo("health-status-changed");
            assertThat(line.get("health.previous_status").asString()).isEqualTo("UP");
            assertThat(line.get("health.reason").asString()).isEqualTo("auth");
            assertThat(line.get("health.previous_seconds").isNumber()).isTrue();
            assertThat(line.get("health.message").asString())
                    .contains("refused")
                    .doesNotContain("hunter2");
            assertThat(logging.events().toString()).doesNotContain("hunter2");
        }
    }

    private HealthRegistry registry() {
        return HealthRegistry.builder()
                .check(
                        "orders-db",
                        context -> broken.get()
                                ? HealthResult.down(
                                        FailureReason.AUTH, "refused postgresql://app:hunter2@db password=hunter2")
                                : HealthResult.up(),
                        policy -> policy.failureThreshold(2))
                .build();
    }

    private static List<JsonNode> changes(Logging logging, String status) throws Exception {
        return logging.events().stream()
                .filter(event -> event.has("health.check.name"))
                .filter(event -> event.get("health.check.name").asString().equals("orders-db"))
                .filter(event -> event.get("health.status").asString().equals(status))
                .toList();
    }
}
