package io.github.vitals.health.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** The gate of the guide: a deployment that waits with curl until a service is ready. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK")
class CurlIT {
    @TempDir
    private Path folder;

    @Test
    void waitsUntilTheServiceIsReady() throws Exception {
        Tools.require("curl", "curl");
        try (Shop shop = Shop.open()) {
            shop.breakDatabase();
            try (Child curl = start(shop)) {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(curl.said()).contains("503"));
                assertThat(curl.alive()).isTrue();
                shop.mend();
                assertThat(curl.exit(Duration.ofSeconds(30))).isZero();
            }
        }
    }

    private Child start(Shop shop) throws IOException {
        String command = Guide.sample("sh", "--retry")
                .with("10.0.0.11:8081", shop.uri().getAuthority())
                .text();
        return Child.start(folder.resolve("curl.log"), List.of("sh", "-c", "exec " + command));
    }
}
