package io.github.vitals.health.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.logging.archive.LogArchive;
import io.github.vitals.health.logging.archive.LogArchiving;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LoggingHealthCheckTest {
    @TempDir
    Path folder;

    private static HealthResult run(LoggingHealthCheck check) {
        return check.check(CheckContext.of("logging", Duration.ofSeconds(2)));
    }

    @Test
    void isUpWhileTheLogIsWritten() {
        try (FileOutput output = new FileOutput(folder, appender -> {})) {
            LoggerFactory.getLogger("shop").info("x");
            assertThat(output.flushed()).isTrue();
            HealthResult result = run(LoggingHealthCheck.of());
            assertThat(result.status()).isEqualTo(HealthStatus.UP);
            assertThat(result.details()).containsEntry("orders.queued", 0).containsEntry("orders.dropped", 0L);
        }
    }

    @Test
    void isDegradedWhileItIsNotAndSaysWhyUntilItIsAgain() throws Exception {
        Path directory = folder.resolve("logs");
        Files.writeString(directory, "a file where the directory is to be");
        try (FileOutput output = new FileOutput(directory, appender -> {})) {
            LoggingHealthCheck check = LoggingHealthCheck.of();
            LoggerFactory.getLogger("shop").info("x");
            await().until(() -> output.appender.failing().isPresent());
            HealthResult result = run(check);
            assertThat(result.status()).isEqualTo(HealthStatus.DEGRADED);
            assertThat(result.reason()).contains(FailureReason.SATURATED);
            assertThat(result.message()).startsWith("orders: ");
            assertThat(result.details())
                    .containsKeys("orders.failing.since", "orders.failing.why")
                    .containsEntry("orders.queued", 1);
            Files.delete(directory);
            await().until(() -> output.appender.failing().isEmpty());
            assertThat(run(check).status()).isEqualTo(HealthStatus.UP);
        }
        assertThat(Logging.files(directory)).anyMatch(file -> file.toString().endsWith(".json"));
    }

    @Test
    void isDegradedWhileClosedFilesCannotBeArchivedAndSaysWhy() throws Exception {
        Path archives = folder.resolve("archives");
        Files.writeString(archives, "a file where the directory is to be");
        LogArchiving archiving = new LogArchiving();
        archiving.setDirectory(folder.resolve("logs").toString());
        archiving.setArchiveDirectory(archives.toString());
        archiving.setName("orders");
        try (FileOutput output = new FileOutput(folder.resolve("logs"), appender -> {})) {
            LoggingHealthCheck check = LoggingHealthCheck.of();
            archiving.setContext(output.context);
            output.context.addListener(archiving);
            archiving.start();
            LogArchive archive = archiving.archive().orElseThrow();
            archive.run();
            HealthResult result = run(check);
            assertThat(result.status()).isEqualTo(HealthStatus.DEGRADED);
            assertThat(result.message()).startsWith("archive orders: ").contains("archives");
            assertThat(result.details())
                    .containsEntry("archive.orders.backlog", 0)
                    .containsKeys("archive.orders.failing.since", "archive.orders.failing.why");
            Files.delete(archives);
            archive.run();
            assertThat(run(check).status()).isEqualTo(HealthStatus.UP);
        }
    }

    @Test
    void isDegradedOnceAfterEventsWereDropped() throws Exception {
        Path directory = folder.resolve("logs");
        Files.writeString(directory, "a file where the directory is to be");
        try (FileOutput output = new FileOutput(directory, appender -> appender.setQueueEvents(1))) {
            LoggerFactory.getLogger("shop").info("1");
            await().until(() -> output.appender.failing().isPresent());
            LoggerFactory.getLogger("shop").info("2");
            LoggerFactory.getLogger("shop").info("3");
            Files.delete(directory);
            await().until(() -> output.appender.failing().isEmpty());
            LoggingHealthCheck check = LoggingHealthCheck.of();
            HealthResult result = run(check);
            assertThat(result.status()).isEqualTo(HealthStatus.DEGRADED);
            assertThat(result.message()).endsWith("events dropped since the run before");
            await().until(() -> output.appender.queuedEvents() == 0);
            assertThat(run(check).status()).isEqualTo(HealthStatus.UP);
        }
    }
}
