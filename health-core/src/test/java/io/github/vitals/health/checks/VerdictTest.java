package io.github.vitals.health.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private final Verdict verdict = new Verdict();

    @Test
    void nothingFoundIsUp() {
        verdict.find(HealthStatus.UP, FailureReason.SLOW, "not said").detail("size", 3);
        assertThat(verdict.result().status()).isEqualTo(HealthStatus.UP);
        assertThat(verdict.result().message()).isEmpty();
        assertThat(verdict.result().details()).containsEntry("size", 3);
    }

    @Test
    void theWorstFindingDecidesAndAllAreSaid() {
        HealthResult result = verdict.find(HealthStatus.DEGRADED, FailureReason.SLOW, "slow")
                .find(HealthStatus.DOWN, FailureReason.DNS, "gone")
                .find(HealthStatus.DOWN, FailureReason.SATURATED, "full")
                .result();
        assertThat(result.status()).isEqualTo(HealthStatus.DOWN);
        assertThat(result.reason()).contains(FailureReason.DNS);
        assertThat(result.message()).isEqualTo("slow; gone; full");
    }

    @Test
    void unknownIsWorseThanDegraded() {
        verdict.find(HealthStatus.UNKNOWN, FailureReason.ASSERTION, "no idea")
                .find(HealthStatus.DEGRADED, FailureReason.SLOW, "slow");
        assertThat(verdict.result().status()).isEqualTo(HealthStatus.UNKNOWN);
    }

    @Test
    void theMessageHasABound() {
        for (int number = 1; number <= 13; number++) {
            verdict.find(HealthStatus.DOWN, FailureReason.DNS, "no " + number);
        }
        assertThat(verdict.result().message()).endsWith("no 9; no 10; and 3 more");
    }
}
