package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainerIT {
    private static final double MIB = 1 << 20;

    /** Each of the clocks that are compared is behind by some hundredths of a second. */
    private static final double CLOCKS = 0.06;

    private RealCgroups groups;
    private ConfinedProcess confined;

    @BeforeAll
    void confine() throws IOException {
        Optional<RealCgroups> made = RealCgroups.make();
        Assumptions.assumeTrue(made.isPresent(), "no cgroups can be made here, which takes root and version 1");
        groups = made.orElseThrow();
        confined = ConfinedProcess.start(groups, List.of());
        look();
    }

    @BeforeEach
    void limit() {
        groups.set("cpu", "cpu.cfs_quota_us", "50000")
                .set("memory", "memory.limit_in_bytes", "268435456")
                .set("pids", "pids.max", "100");
    }

    @AfterAll
    void release() throws InterruptedException {
        if (confined != null) {
            confined.close();
        }
        if (groups != null) {
            groups.close();
        }
    }

    private Map<String, Double> look() throws IOException {
        return confined.after(Confined.LOOK);
    }

    @Test
    void itsLimitsAreShown() throws IOException {
        assertThat(look())
                .containsEntry("container.cpu.limit", 0.5)
                .containsEntry("container.memory.limit", 256 * MIB)
                .containsEntry("container.tasks.limit", 100.0);
    }

    @Test
    void limitsThatAreRaisedInPlaceAreSeenAsFarAsTheMachineAndItsProcessorsGo() throws IOException {
        groups.set("memory", "memory.limit_in_bytes", "536870912")
                .set("cpu", "cpu.cfs_quota_us", "150000")
                .set("pids", "pids.max", "max");
        assertThat(look()).containsEntry("container.cpu.limit", 1.0).containsEntry("container.memory.limit", 512 * MIB);
        assertThat(look().get("container.tasks.limit")).isGreaterThan(100);
    }

    @Test
    void inNamespacesOfItsOwnItSeesTheSame() throws Exception {
        groups.set("cpu", "cpu.cfs_quota_us", "90000");
        try (ConfinedProcess inside = ConfinedProcess.start(groups, RealCgroups.namespaces())) {
            Map<String, Double> seen = inside.after(Confined.LOOK);
            Map<String, Double> outside = look();
            assertThat(seen)
                    .containsEntry("container.cpu.limit", 0.9)
                    .containsEntry("container.memory.limit", 256 * MIB)
                    .containsEntry("container.tasks.limit", 100.0)
                    .containsKeys("container.cpu.time.user", "container.pressure.waiting.cpu.some")
                    .containsKeys("container.memory.oom.kills", "container.tasks");
            assertThat(seen.keySet()).isEqualTo(outside.keySet());
        }
    }

    @Test
    void memoryThatIsFilledIsSeen() throws IOException {
        Map<String, Double> before = look();
        Map<String, Double> after = confined.after(Confined.FILL);
        assertThat(after.get("container.memory.usage") - before.get("container.memory.usage"))
                .isBetween(60 * MIB, 90 * MIB);
        assertThat(after.get("container.memory.working.set")).isBetween(64 * MIB, 256 * MIB);
    }

    @Test
    void processorTimeIsThatOfTheProcess() throws IOException {
        Map<String, Double> before = look();
        Map<String, Double> after = confined.after(Confined.BURN);
        double least = after.get("process.time.before") - before.get("process.time.after");
        double most = after.get("process.time.after") - before.get("process.time.before");
        assertThat(cpuTime(after) - cpuTime(before)).isBetween(least - CLOCKS, most + CLOCKS);
        assertThat(after.get("version2.time") - before.get("version2.time")).isBetween(least - CLOCKS, most + CLOCKS);
    }

    @Test
    void whenItHasToWaitForItsNextPeriodIsSeen() throws IOException {
        Map<String, Double> before = look();
        // Less than what the busiest machine leaves it, so that it is the limit that it waits for.
        groups.set("cpu", "cpu.cfs_quota_us", "2000");
        Map<String, Double> after = confined.after(Confined.SIP);
        assertThat(after.get("container.cpu.throttled.periods"))
                .isGreaterThan(before.get("container.cpu.throttled.periods"))
                .isLessThanOrEqualTo(after.get("container.cpu.periods"));
        assertThat(after.get("container.cpu.throttled.time")).isGreaterThan(before.get("container.cpu.throttled.time"));
        assertThat(after.get("container.pressure.waiting.cpu.some"))
                .isGreaterThan(before.get("container.pressure.waiting.cpu.some"));
    }

    private static double cpuTime(Map<String, Double> meters) {
        return meters.get("container.cpu.time.user") + meters.get("container.cpu.time.system");
    }

    @Test
    void itsThreadsAreItsTasks() throws IOException {
        await().until(() -> look().get("container.tasks") == threads());
    }

    private double threads() throws IOException {
        return ProcFile.numbers(Path.of("/proc", Long.toString(confined.pid()), "status"))
                .get("Threads");
    }

    @Test
    void aProcessBesideItThatIsKilledForWantOfMemoryIsCounted() throws Exception {
        Map<String, Double> before = look();
        Process greedy = groups.start(
                List.of("memory"), List.of("sh", "-c", "echo 1000 > /proc/self/oom_score_adj; exec tail /dev/zero"));
        assertThat(greedy.waitFor()).isNotZero();
        await().untilAsserted(() -> assertThat(look().get("container.memory.oom.kills"))
                .isEqualTo(before.get("container.memory.oom.kills") + 1));
        assertThat(look().get("container.memory.limit.hits")).isGreaterThan(before.get("container.memory.limit.hits"));
        assertThat(Files.exists(Path.of("/proc", Long.toString(confined.pid()))))
                .isTrue();
    }
}
