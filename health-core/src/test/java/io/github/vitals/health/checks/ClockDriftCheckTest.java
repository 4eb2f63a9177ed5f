package io.github.vitals.health.checks;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ClockDriftCheckTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualTicker ticker = new ManualTicker();

    private ClockDriftCheck.Builder builder(Supplier<Instant> reference) {
        return ClockDriftCheck.builder(reference).reading(() -> NOW, ticker);
    }

    private HealthResult ahead(Duration drift) throws Exception {
        return Run.once(builder(() -> NOW.minus(drift)).build());
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void theDriftDecidesEitherWay() throws Exception {
        assertThat(ahead(Duration.ZERO).status()).isEqualTo(UP);
        for (int way : new int[] {1, -1}) {
            assertThat(ahead(millis(way * 999)).status()).isEqualTo(UP);
            assertThat(ahead(millis(way * 1_000)).status()).isEqualTo(DEGRADED);
            assertThat(ahead(millis(way * 4_999)).status()).isEqualTo(DEGRADED);
            assertThat(ahead(millis(way * 5_000)).status()).isEqualTo(DOWN);
        }
        assertThat(ahead(Duration.ofDays(400_000)).status()).isEqualTo(DOWN);
    }

    @Test
    void theResultSaysWhichWay() throws Exception {
        HealthResult ahead = ahead(millis(6_500));
        assertThat(ahead.reason()).contains(FailureReason.ASSERTION);
        assertThat(ahead.message()).isEqualTo("this clock is 6500 ms ahead of the reference, give or take 0 ms");
        assertThat(ahead.details()).containsEntry("drift", "PT6.5S").containsEntry("uncertainty", "PT0S");
        HealthResult behind = ahead(millis(-6_500));
        assertThat(behind.message()).startsWith("this clock is 6500 ms behind the reference");
        assertThat(behind.details()).containsEntry("drift", "PT-6.5S");
    }

    /** The reference looks at its clock at some moment of a call that takes 3 s in all. */
    private HealthStatus asked(Duration referenceAhead, Duration after) throws Exception {
        return Run.once(builder(() -> {
                            ticker.pass(Duration.ofSeconds(3));
                            return NOW.plus(after).plus(referenceAhead);
                        })
                        .build())
                .status();
    }

    @Test
    void aSlowAnswerInventsNoDrift() throws Exception {
        for (int after = 0; after <= 3_000; after += 500) {
            assertThat(asked(Duration.ZERO, millis(after))).isEqualTo(UP);
        }
    }

    @Test
    void halfOfTheRoundTripIsUncertain() throws Exception {
        assertThat(asked(millis(2_499), millis(1_500))).isEqualTo(UP);
        assertThat(asked(millis(2_500), millis(1_500))).isEqualTo(DEGRADED);
        HealthResult result = Run.once(builder(() -> {
                    ticker.pass(Duration.ofSeconds(3));
                    return NOW;
                })
                .build());
        assertThat(result.details())
                .containsEntry("drift", "PT1.5S")
                .containsEntry("uncertainty", "PT1.5S")
                .containsEntry("roundTrip", "PT3S");
    }

    @Test
    void aReferenceThatCutsItsTimeInventsNoDrift() throws Exception {
        Duration second = Duration.ofSeconds(1);
        for (int cut = 0; cut < 1_000; cut += 333) {
            Instant shown = NOW.minusMillis(cut);
            HealthResult result = Run.once(builder(() -> shown)
                    .resolution(second)
                    .degradedAt(millis(1))
                    .build());
            assertThat(result.status()).isEqualTo(UP);
            assertThat(result.details()).containsEntry("uncertainty", "PT0.5S");
        }
        assertThat(Run.once(builder(() -> NOW.minusMillis(2_100))
                                .resolution(second)
                                .build())
                        .status())
                .isEqualTo(DEGRADED);
    }

    @Test
    void aReferenceThatFailsMakesItUnknown() throws Exception {
        IllegalStateException failure = new IllegalStateException("no route; password=secret-1");
        HealthResult result = Run.once(builder(() -> {
                    throw failure;
                })
                .build());
        assertThat(result.status()).isEqualTo(UNKNOWN);
        assertThat(result.cause()).contains(failure);
        assertThat(result.message()).contains("no route").doesNotContain("secret-1");
        assertThat(Run.once(builder(() -> null).build()).message()).isEqualTo("the reference gave no time");
    }

    @Test
    void theOwnClockIsItsOwnReference() throws Exception {
        HealthResult result = Run.once(ClockDriftCheck.of(Instant::now));
        assertThat(result.status()).isEqualTo(UP);
        assertThat(result.details()).containsKeys("drift", "uncertainty", "roundTrip");
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> ClockDriftCheck.of(null))
                .hasMessage("reference: null (expected: a supplier of the time)");
        assertThatThrownBy(() -> ClockDriftCheck.builder(Instant::now).degradedAt(Duration.ZERO))
                .hasMessage("degradedAt: PT0S (expected: > 0)");
        assertThatThrownBy(() -> ClockDriftCheck.builder(Instant::now)
                        .downAt(Duration.ofMillis(999))
                        .build())
                .hasMessage("downAt: PT0.999S (expected: at least degradedAt, PT1S)");
        assertThatThrownBy(() -> ClockDriftCheck.builder(Instant::now).resolution(Duration.ofSeconds(-1)))
                .hasMessage("resolution: PT-1S (expected: >= 0)");
    }
}
