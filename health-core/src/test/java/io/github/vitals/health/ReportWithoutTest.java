package io.github.vitals.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportWithoutTest {
    private final HealthRegistry health = HealthRegistry.builder()
            .check("good", context -> HealthResult.up())
            .check("bad", context -> HealthResult.down(FailureReason.STATUS, "500"))
            .check("extra", context -> HealthResult.down(FailureReason.STATUS, "500"), policy -> policy.critical(false))
            .build();

    @AfterEach
    void close() {
        health.close();
    }

    @Test
    void isJudgedByTheOtherChecksAndTheirCriticality() {
        HealthReport whole = health.check();
        assertThat(whole.status()).isEqualTo(HealthStatus.DOWN);
        HealthReport without = whole.without(List.of("bad"));
        assertThat(without.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(without.states()).extracting(CheckState::name).containsExactly("good", "extra");
        assertThat(without.since()).isEqualTo(whole.since());
        assertThat(without.without(List.of("extra")).status()).isEqualTo(HealthStatus.UP);
        assertThat(whole.states()).hasSize(3);
    }

    @Test
    void isTheSameWhereNoneIsLeftOut() {
        HealthReport whole = health.check();
        HealthReport same = whole.without(List.of("no-such", "no-such"));
        assertThat(same.status()).isEqualTo(whole.status());
        assertThat(same.states()).isEqualTo(whole.states());
    }

    @Test
    void isUpWithoutAny() {
        assertThat(health.check().without(List.of("good", "bad", "extra")).status())
                .isEqualTo(HealthStatus.UP);
    }

    @Test
    void staysDownWhileItsGroupDrains() {
        health.check();
        health.drain(Duration.ofSeconds(10), () -> true);
        HealthReport ready = health.report(HealthGroup.READINESS);
        assertThat(ready.without(List.of("bad", "extra")).status()).isEqualTo(HealthStatus.DOWN);
    }

    @Test
    void wantsNames() {
        HealthReport whole = health.check();
        assertThatNullPointerException().isThrownBy(() -> whole.without(Collections.singleton(null)));
    }
}
