package io.github.vitals.health.checks;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadCountCheckTest {
    @TempDir
    private Path root;

    private ThreadCountCheck.Builder withoutCgroup() {
        return ThreadCountCheck.builder().reading(root.resolve("none"), root.resolve("none"));
    }

    @Test
    void theThreadsOfThisJvmAreCounted() throws Exception {
        HealthResult result = Run.once(ThreadCountCheck.of());
        assertThat(result.details()).containsKeys("threads", "daemon", "peak");
        int count = (Integer) result.details().get("threads");
        assertThat(count).isPositive();
        assertThat((Integer) result.details().get("peak")).isGreaterThanOrEqualTo(count);
    }

    @Test
    void theCountDecides() throws Exception {
        assertThat(Run.once(withoutCgroup().build()).status()).isEqualTo(UP);
        HealthResult degraded = Run.once(withoutCgroup().degradedAt(1).build());
        assertThat(degraded.status()).isEqualTo(DEGRADED);
        assertThat(degraded.reason()).contains(FailureReason.SATURATED);
        assertThat(degraded.message()).endsWith(" threads are alive");
        assertThat(Run.once(withoutCgroup().degradedAt(1).downAt(1).build()).status())
                .isEqualTo(DOWN);
    }

    @Nested
    class InACgroup {
        private HealthResult run(String listing, String folder, String current, String max) throws Exception {
            Path own = Files.createDirectories(root.resolve("cgroup").resolve(folder));
            Files.writeString(own.resolve("pids.current"), current + "\n");
            Files.writeString(own.resolve("pids.max"), max + "\n");
            return Run.once(ThreadCountCheck.builder()
                    .reading(list(listing), root.resolve("cgroup"))
                    .build());
        }

        private Path list(String listing) throws IOException {
            return Files.writeString(root.resolve("self"), listing);
        }

        @Test
        void tasksNearTheLimitDecide() throws Exception {
            assertThat(run("0::/app\n", "app", "79", "100").status()).isEqualTo(UP);
            assertThat(run("0::/app\n", "app", "80", "100").status()).isEqualTo(DEGRADED);
            HealthResult down = run("0::/app\n", "app", "95", "100");
            assertThat(down.status()).isEqualTo(DOWN);
            assertThat(down.message()).isEqualTo("the cgroup has 95 of 100 tasks");
            assertThat(down.details()).containsEntry("tasks", 95L).containsEntry("tasksMax", 100L);
        }

        @Test
        void versionOneHasAFolderForPids() throws Exception {
            assertThat(run("3:cpu:/x\n8:pids:/app/one\n0::/\n", "pids/app/one", "96", "100")
                            .status())
                    .isEqualTo(DOWN);
        }

        @Test
        void aMountThatBeginsAtTheOwnCgroupIsFound() throws Exception {
            assertThat(run("0::/kubepods/pod1\n", ".", "96", "100").status()).isEqualTo(DOWN);
        }

        @Test
        void noLimitIsNotJudged() throws Exception {
            HealthResult result = run("0::/app\n", "app", "99999", "max");
            assertThat(result.status()).isEqualTo(UP);
            assertThat(result.details()).doesNotContainKey("tasks");
        }

        @Test
        void anUnreadableListingIsNotFatal() throws Exception {
            assertThat(run("8:pids:no-slash\u0000\n", "pids", "1", "100").details())
                    .containsEntry("tasksMax", 100L);
        }
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> ThreadCountCheck.builder().degradedAt(0))
                .hasMessage("degradedAt: 0 (expected: at least 1)");
        assertThatThrownBy(() -> ThreadCountCheck.builder().downAt(1_999).build())
                .hasMessage("downAt: 1999 (expected: at least degradedAt, 2000)");
        assertThatThrownBy(() -> ThreadCountCheck.builder().tasksDegradedAt(101))
                .hasMessage("tasksDegradedAt: 101.0 (expected: more than 0, at most 100)");
        assertThatThrownBy(() -> ThreadCountCheck.builder().tasksDownAt(10).build())
                .hasMessage("tasksDownAt: 10 (expected: at least tasksDegradedAt, 80)");
    }
}
