package io.github.vitals.health.checks;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
    private final Heartbeat job = Heartbeat.within(ofMinutes(10), now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private HealthResult look() {
        return job.check(CheckContext.of("job", ofSeconds(1)));
    }

    @Test
    void beforeTheFirstBeatItIsUpForTheTimeToLiveAndThenDown() {
        assertThat(look().status()).isEqualTo(HealthStatus.UP);
        assertThat(look().message()).isEqualTo("not heard yet");
        pass(ofMinutes(10));
        assertThat(look().status()).isEqualTo(HealthStatus.UP);
        pass(ofSeconds(1));
        assertThat(look().status()).isEqualTo(HealthStatus.DOWN);
        assertThat(look().message()).isEqualTo("never heard, for PT10M1S");
    }

    @Test
    void silenceLongerThanTheTimeToLiveIsDownUntilTheNextBeat() {
        job.beat();
        pass(ofMinutes(10).plusSeconds(1));
        assertThat(look().reason()).contains(FailureReason.SILENT);
        assertThat(look().message()).isEqualTo("nothing heard for PT10M1S");
        assertThat(look().details()).containsEntry("silent", "PT10M1S").containsEntry("timeToLive", "PT10M");
        job.beat();
        assertThat(look().status()).isEqualTo(HealthStatus.UP);
    }

    @Test
    void whatTheJobReportsIsTheResultUntilTheNextReport() {
        job.report(HealthResult.down("import failed").detail("rows", 3));
        assertThat(look().message()).isEqualTo("import failed");
        assertThat(look().details()).containsEntry("rows", 3);
        pass(ofMinutes(11));
        assertThat(look().message()).isEqualTo("nothing heard for PT11M; last heard: DOWN assertion: import failed");
        job.beat();
        assertThat(look().status()).isEqualTo(HealthStatus.UP);
    }

    @Test
    void itBringsAPolicyThatFollowsAtOnce() {
        CheckPolicyBuilder builder = CheckPolicy.builder();
        job.defaults(builder);
        CheckPolicy policy = builder.build();
        assertThat(policy.inline()).isTrue();
        assertThat(policy.failureThreshold()).isEqualTo(1);
        assertThat(policy.successThreshold()).isEqualTo(1);
    }

    @Test
    void inARegistryTheFirstSilenceIsDown() {
        try (HealthRegistry health = HealthRegistry.builder()
                .check("job", job, policy -> policy.maxAge(Duration.ofNanos(1)))
                .build()) {
            assertThat(health.check("job").status()).isEqualTo(HealthStatus.UP);
            pass(ofMinutes(11));
            assertThat(health.check("job").status()).isEqualTo(HealthStatus.DOWN);
            job.beat();
            assertThat(health.check("job").status()).isEqualTo(HealthStatus.UP);
        }
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> Heartbeat.within(Duration.ZERO)).hasMessage("timeToLive: PT0S (expected: > 0)");
        assertThatThrownBy(() -> job.report(null)).hasMessage("result: null (expected: a HealthResult)");
    }
}
