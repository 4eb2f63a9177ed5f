package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The checks of the machine that runs the tests. */
class SystemChecksTest {
    @Test
    void aRegistryRunsThemAllOnAnySystem() {
        try (HealthRegistry health = HealthRegistry.builder()
                .check("cpu", SystemChecks.cpu().build())
                .check("memory", SystemChecks.memory().build())
                .check("swap", SystemChecks.swap().build())
                .check("inodes", SystemChecks.inodes(Path.of(".")).build())
                .check("disk-busy", SystemChecks.diskBusy().build())
                .check("cpu-pressure", SystemChecks.cpuPressure().build())
                .check("memory-pressure", SystemChecks.memoryPressure().build())
                .check("io-pressure", SystemChecks.ioPressure().build())
                .check("throttling", SystemChecks.throttling().build())
                .check("oom-kills", SystemChecks.oomKills().build())
                .check("network-errors", SystemChecks.networkErrors().build())
                .check("tcp-retransmissions", SystemChecks.tcpRetransmissions().build())
                .build()) {
            HealthReport report = health.check();
            assertThat(report.states()).hasSize(12).noneMatch(CheckState::pending);
            assertThat(report.states())
                    .allSatisfy(state ->
                            assertThat(state.result().orElseThrow().status()).isNotEqualTo(HealthStatus.UNKNOWN));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theMemoryOfThisMachineIsKnown() throws Exception {
        HealthResult result = Run.once(SystemChecks.memory().build());
        assertThat((double) result.details().get("value")).isBetween(0.0, 100.0);
        assertThat((long) result.details().get("totalBytes")).isPositive();
    }

    @Test
    void theirNamesAreShown() {
        assertThat(SystemChecks.cpu().build()).hasToString("SystemCheck[cpu]");
        assertThat(SystemChecks.memoryPressure().build()).hasToString("SystemCheck[memory-pressure]");
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> SystemChecks.inodes(null)).hasMessage("path: null (expected: a path)");
    }
}
