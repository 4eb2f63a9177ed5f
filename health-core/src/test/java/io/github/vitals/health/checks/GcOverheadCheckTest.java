package io.github.vitals.health.checks;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GcOverheadCheckTest {
    private final ManualTicker ticker = new ManualTicker();
    private final AtomicLong gcMillis = new AtomicLong(123_456);
    private final GcOverheadCheck check =
            GcOverheadCheck.builder().reading(gcMillis::get, ticker).build();

    private HealthResult after(Duration passed, long collected) throws Exception {
        ticker.pass(passed);
        gcMillis.addAndGet(collected);
        return Run.once(check);
    }

    @Test
    void thePartOfTheWindowDecides() throws Exception {
        assertThat(after(Duration.ofMinutes(1), 5_999).status()).isEqualTo(UP);
        assertThat(after(Duration.ofMinutes(1), 6_000).status()).isEqualTo(DEGRADED);
        assertThat(after(Duration.ofMinutes(1), 30_000).status()).isEqualTo(DOWN);
        assertThat(after(Duration.ofMinutes(1), 0).status()).isEqualTo(UP);
    }

    @Test
    void whatWasCollectedBeforeTheCheckWasMadeDoesNotCount() throws Exception {
        HealthResult result = after(Duration.ZERO, 0);
        assertThat(result.status()).isEqualTo(UP);
        assertThat(result.details()).containsEntry("gcMillis", 0L);
    }

    @Test
    void theTimeBeforeTheFirstWindowIsFullCountsAsFree() throws Exception {
        HealthResult result = after(Duration.ofSeconds(1), 900);
        assertThat(result.status()).isEqualTo(UP);
        assertThat(result.details()).containsEntry("gcPercent", 1.5).containsEntry("over", "PT1M");
    }

    @Test
    void runsAreSummedUpOverTheWindow() throws Exception {
        HealthResult result = HealthResult.up();
        for (int run = 0; run < 12; run++) {
            result = after(Duration.ofSeconds(10), 2_000);
        }
        assertThat(result.status()).isEqualTo(DEGRADED);
        assertThat(result.reason()).contains(FailureReason.SATURATED);
        assertThat(result.message()).isEqualTo("20 % of the time went to garbage collection");
        assertThat(result.details())
                .containsEntry("gcPercent", 20.0)
                .containsEntry("gcMillis", 12_000L)
                .containsEntry("over", "PT1M");
    }

    @Test
    void aLongGapBetweenRunsIsTheWindow() throws Exception {
        HealthResult result = after(Duration.ofMinutes(10), 60_000);
        assertThat(result.details()).containsEntry("gcPercent", 10.0).containsEntry("over", "PT10M");
    }

    @Test
    void cyclesAreLeftOutOnlyWherePausesAreToldApart() {
        Set<String> generational =
                Set.of("ZGC Minor Cycles", "ZGC Minor Pauses", "ZGC Major Cycles", "ZGC Major Pauses");
        assertThat(generational.stream().filter(name -> GcPauses.pauses(name, generational)))
                .containsExactlyInAnyOrder("ZGC Minor Pauses", "ZGC Major Pauses");
        assertThat(GcPauses.pauses("Shenandoah Cycles", Set.of("Shenandoah Cycles", "Shenandoah Pauses")))
                .isFalse();
        assertThat(GcPauses.pauses("Other Cycles", Set.of("Other Cycles"))).isTrue();
        assertThat(GcPauses.pauses("G1 Young Generation", Set.of("G1 Young Generation")))
                .isTrue();
    }

    @Test
    void thisJvmTellsItsCollections() throws Exception {
        long before = GcPauses.totalMillis();
        System.gc();
        assertThat(GcPauses.totalMillis()).isGreaterThanOrEqualTo(before).isPositive();
        assertThat(Run.once(GcOverheadCheck.of()).details()).containsKeys("gcPercent", "gcMillis", "over");
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> GcOverheadCheck.builder().degradedAt(-1))
                .hasMessage("degradedAt: -1.0 (expected: more than 0, at most 100)");
        assertThatThrownBy(() -> GcOverheadCheck.builder().downAt(5).build())
                .hasMessage("downAt: 5 (expected: at least degradedAt, 10)");
        assertThatThrownBy(() -> GcOverheadCheck.builder().window(Duration.ZERO))
                .hasMessage("window: PT0S (expected: > 0)");
        assertThatThrownBy(() -> GcOverheadCheck.builder().window(null))
                .hasMessage("window: null (expected: a duration)");
    }
}
