package io.github.vitals.health.logging.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.servers.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiskFullIT {
    @Test
    void writingGoesOnAtTheVeryByteOnceThereIsSpace() throws IOException {
        Optional<SmallDisk> mounted = SmallDisk.mount(1);
        assumeThat(mounted).isPresent();
        try (SmallDisk disk = mounted.orElseThrow()) {
            OneOutput output = new OneOutput();
            LogFileAppender appender = output.start(disk.folder());
            String padding = "x".repeat(997);
            IntStream.range(0, 3000).forEach(i -> output.logger.info(i + padding));
            await().until(() -> appender.failing().isPresent());
            disk.grow(8);
            assertThat(appender.flush(Duration.ofSeconds(10))).isTrue();
            Path file = appender.currentFile().orElseThrow();
            List<String> written = Files.readAllLines(file);
            appender.stop();
            assertThat(written)
                    .isEqualTo(
                            IntStream.range(0, 3000).mapToObj(i -> i + padding).toList());
            assertThat(appender.failing()).isEmpty();
        }
    }
}
