package io.github.vitals.health.history;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.MAINTENANCE;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UptimeTest {
    private static Uptime of(Map<HealthStatus, Duration> times, int outages) {
        return HistoryBucket.of(Instant.EPOCH, Duration.ofHours(1), times, 0, outages, Map.of(), LatencySketch.EMPTY)
                .uptime();
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    @Test
    void degradedIsUpAndOnlyDownIsNot() {
        Uptime uptime = of(Map.of(UP, minutes(30), DEGRADED, minutes(15), DOWN, minutes(15)), 1);

        assertThat(uptime.ratio().orElseThrow()).isEqualTo(0.75);
    }

    @Test
    void unknownAndNoDataAreNeitherGoodNorBad() {
        Uptime uptime = of(Map.of(UP, minutes(9), DOWN, minutes(1), UNKNOWN, minutes(20)), 1);

        assertThat(uptime.ratio().orElseThrow()).isEqualTo(0.9);
        assertThat(uptime.noData()).isEqualTo(minutes(30));
        assertThat(uptime.coverage()).isEqualTo(10 / 60.0);
    }

    @Test
    void maintenanceIsLeftOutOrCountsAsNotUp() {
        Uptime uptime = of(Map.of(UP, minutes(30), MAINTENANCE, minutes(30)), 0);

        assertThat(uptime.ratio().orElseThrow()).isEqualTo(1);
        assertThat(uptime.ratio(Uptime.Maintenance.COUNTED).orElseThrow()).isEqualTo(0.5);
        assertThat(uptime.coverage()).isEqualTo(1);
    }

    @Test
    void whereNothingIsKnownThereIsNoRatio() {
        assertThat(of(Map.of(), 0).ratio()).isEmpty();
        assertThat(of(Map.of(UNKNOWN, minutes(60)), 0).ratio()).isEmpty();
        assertThat(of(Map.of(), 0).errorBudget(0.999)).isEmpty();
        assertThat(of(Map.of(MAINTENANCE, minutes(60)), 0)
                        .ratio(Uptime.Maintenance.COUNTED)
                        .orElseThrow())
                .isZero();
    }

    @Test
    void repairAndFailureTimesAreMeansOverOutages() {
        Uptime uptime = of(Map.of(UP, minutes(40), DOWN, minutes(20)), 4);

        assertThat(uptime.meanTimeToRepair()).contains(minutes(5));
        assertThat(uptime.meanTimeBetweenFailures()).contains(minutes(10));
        assertThat(of(Map.of(UP, minutes(60)), 0).meanTimeToRepair()).isEmpty();
    }

    @Test
    void aBudgetIsSpentByTheTimeDown() {
        ErrorBudget budget = of(Map.of(UP, minutes(57), DOWN, minutes(3)), 1)
                .errorBudget(0.9)
                .orElseThrow();

        assertThat(budget.allowed()).isCloseTo(minutes(6), Duration.ofMillis(1));
        assertThat(budget.spent()).isEqualTo(minutes(3));
        assertThat(budget.burnRate()).isCloseTo(0.5, within(0.001));
        assertThat(budget.left()).isCloseTo(0.5, within(0.001));
    }

    @Test
    void aTargetOfAllIsRefused() {
        assertThatThrownBy(() -> of(Map.of(), 0).errorBudget(1)).hasMessage("target: 1.0 (expected: > 0 and < 1)");
    }
}
