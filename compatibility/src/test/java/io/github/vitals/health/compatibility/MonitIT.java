package io.github.vitals.health.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** A real Monit, configured as the guide says. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK")
class MonitIT {
    private static final ConditionFactory SOON =
            await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));

    @TempDir
    private Path folder;

    @Test
    void alertsWhenACheckBreaksAndWhenItIsMended() throws Exception {
        Path binary = Tools.require("monit", "monit");
        try (Shop shop = Shop.open();
                Child monit = start(binary, shop)) {
            shop.breakDatabase();
            SOON.untilAsserted(() -> assertThat(monit.said())
                    .contains("'orders' failed protocol test [HTTP]", "Server returned status 503"));
            assertThat(monit.said()).doesNotContain("'orders' connection succeeded");
            shop.mend();
            SOON.untilAsserted(() -> assertThat(monit.said()).contains("'orders' connection succeeded"));
        }
    }

    /** It refuses a file that others may read, and keeps three of its own. */
    private Child start(Path binary, Shop shop) throws Exception {
        String own =
                "set daemon 1\nset pidfile %1$s/pid\nset idfile %1$s/id\nset statefile %1$s/state\n".formatted(folder);
        Path file = Guide.sample("monit", "check host")
                .with("set daemon 30\n", own)
                .with(" for 2 cycles", "")
                .with("10.0.0.11", shop.uri().getHost())
                .with("8081", shop.port())
                .writeTo(folder.resolve("monitrc"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return Child.start(folder.resolve("monit.log"), List.of(binary.toString(), "-I", "-c", file.toString()));
    }
}
