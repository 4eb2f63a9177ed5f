package io.github.vitals.health.checks;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.condition.OS.LINUX;
import static org.junit.jupiter.api.condition.OS.MAC;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

class FileDescriptorCheckTest {
    private static HealthResult run(long open, long max) throws Exception {
        return Run.once(FileDescriptorCheck.builder()
                .reading(() -> new OpenFiles.Count(open, max))
                .build());
    }

    @Test
    void theOpenPartDecides() throws Exception {
        assertThat(run(799, 1000).status()).isEqualTo(UP);
        assertThat(run(800, 1000).status()).isEqualTo(DEGRADED);
        HealthResult down = run(950, 1000);
        assertThat(down.status()).isEqualTo(DOWN);
        assertThat(down.reason()).contains(FailureReason.SATURATED);
        assertThat(down.message()).isEqualTo("950 of 1000 file descriptors are open");
        assertThat(down.details())
                .containsEntry("open", 950L)
                .containsEntry("max", 1000L)
                .containsEntry("openPercent", 95.0);
    }

    @Test
    void whereNobodyCountsThemItIsUpAndSaysSo() throws Exception {
        HealthResult result =
                Run.once(FileDescriptorCheck.builder().reading(null).build());
        assertThat(result.status()).isEqualTo(UP);
        assertThat(result.message()).isEqualTo("file descriptors are not counted on this platform");
        assertThat(result.details()).containsEntry("supported", false);
        assertThat(run(-1, 1000).details()).containsEntry("supported", false);
    }

    @Test
    @EnabledOnOs({LINUX, MAC})
    void realFilesAreCounted(@TempDir Path folder) throws Exception {
        FileDescriptorCheck check = FileDescriptorCheck.of();
        long before = (Long) Run.once(check).details().get("open");
        List<Closeable> open = new ArrayList<>();
        try {
            for (int file = 0; file < 50; file++) {
                open.add(Files.newOutputStream(folder.resolve("file-" + file)));
            }
            assertThat((Long) Run.once(check).details().get("open")).isGreaterThan(before + 25);
        } finally {
            for (Closeable file : open) {
                file.close();
            }
        }
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> FileDescriptorCheck.builder().degradedAt(0))
                .hasMessage("degradedAt: 0.0 (expected: more than 0, at most 100)");
        assertThatThrownBy(() -> FileDescriptorCheck.builder().downAt(10).build())
                .hasMessage("downAt: 10 (expected: at least degradedAt, 80)");
    }
}
