package io.github.vitals.health.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The policies that the checks bring along, and that a registry takes them all. */
class DefaultsTest {
    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
    private final HealthCheck disk = DiskSpaceCheck.of(Path.of("."));
    private final HealthCheck certificates = CertificateExpiryCheck.of(Path.of("none.p12"), "secret-2".toCharArray());
    private final HealthCheck dns = DnsCheck.of("localhost");
    private final HealthCheck clock = ClockDriftCheck.of(Instant::now);

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    private static CheckPolicy policy(HealthCheck check) {
        CheckPolicyBuilder builder = CheckPolicy.builder();
        check.defaults(builder);
        return builder.build();
    }

    @Test
    void checksThatOnlyLookAtMemoryAreInline() {
        assertThat(policy(HeapAfterGcCheck.of()).inline()).isTrue();
        assertThat(policy(GcOverheadCheck.of()).inline()).isTrue();
        assertThat(policy(ExecutorCheck.of(executor)).inline()).isTrue();
    }

    @Test
    void checksThatMayBlockAreNotInline() {
        assertThat(policy(disk).inline()).isFalse();
        assertThat(policy(dns).inline()).isFalse();
        assertThat(policy(clock).inline()).isFalse();
        assertThat(policy(certificates).inline()).isFalse();
        assertThat(policy(DeadlockCheck.of()).inline()).isFalse();
        assertThat(policy(ThreadCountCheck.of()).inline()).isFalse();
        assertThat(policy(FileDescriptorCheck.of()).inline()).isFalse();
        assertThat(policy(QueueCheck.builder(() -> 1, () -> 2).build()).inline())
                .isFalse();
    }

    @Test
    void whatChangesSlowlyIsAskedRarely() {
        assertThat(policy(disk).period()).isEqualTo(Duration.ofMinutes(1));
        assertThat(policy(certificates).period()).isEqualTo(Duration.ofMinutes(1));
        assertThat(policy(clock).period()).isEqualTo(Duration.ofMinutes(1));
        assertThat(policy(dns).period()).isEqualTo(Duration.ofSeconds(30));
        assertThat(policy(DeadlockCheck.of()).period()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void oneDeadlockDecides() {
        assertThat(policy(DeadlockCheck.of()).failureThreshold()).isEqualTo(1);
    }

    @Test
    void whatDoesNotStopTheServiceIsNotCritical() {
        assertThat(policy(certificates).critical()).isFalse();
        assertThat(policy(clock).critical()).isFalse();
        assertThat(policy(disk).critical()).isTrue();
    }

    @Test
    void checksOfOtherMachinesAreRefusedInLiveness() {
        for (HealthCheck external : new HealthCheck[] {dns, clock}) {
            assertThatThrownBy(() -> HealthRegistry.builder()
                            .check("external", external, policy -> policy.groups(HealthGroup.LIVENESS)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(disk.external()).isFalse();
    }

    @Test
    void noCheckShowsASecretInItsName() {
        assertThat(certificates).hasToString("CertificateExpiryCheck[none.p12]");
        assertThat(disk).hasToString("DiskSpaceCheck[.]");
        assertThat(dns).hasToString("DnsCheck[localhost]");
        assertThat(LimitCheck.rising("limit", () -> 1).degradedAt(2).build()).hasToString("LimitCheck[limit]");
        assertThat(GcOverheadCheck.of()).hasToString("GcOverheadCheck over PT1M");
    }

    @Test
    void aRegistryRunsThemAll() {
        try (HealthRegistry health = HealthRegistry.builder()
                .check("disk", disk)
                .check("heap", HeapAfterGcCheck.of())
                .check("gc", GcOverheadCheck.of())
                .check("deadlock", DeadlockCheck.of(), policy -> policy.groups(HealthGroup.LIVENESS))
                .check("threads", ThreadCountCheck.of())
                .check("files", FileDescriptorCheck.of())
                .check("certificates", certificates)
                .check("dns", dns)
                .check("clock", clock)
                .check("executor", ExecutorCheck.of(executor))
                .check("queue", QueueCheck.builder(() -> 1, () -> 2).build())
                .check(
                        "limit",
                        LimitCheck.rising("limit", () -> 1).degradedAt(2).build())
                .build()) {
            HealthReport report = health.check();
            assertThat(report.states()).noneMatch(CheckState::pending);
            assertThat(report.states())
                    .hasSize(12)
                    .allSatisfy(state -> assertThat(state.result()).isPresent());
        }
    }
}
