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
import io.github.vitals.health.Measurement;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LimitCheckTest {
    private final ManualTicker ticker = new ManualTicker();
    private double now;

    private LimitCheckBuilder rising() {
        return LimitCheck.rising("orders.waiting", () -> now).ticker(ticker);
    }

    private LimitCheckBuilder falling() {
        return LimitCheck.falling("seats.free", () -> now).ticker(ticker);
    }

    private HealthResult run(LimitCheck check, double figure) throws Exception {
        now = figure;
        return Run.once(check);
    }

    @Nested
    class Limits {
        private HealthStatus status(LimitCheckBuilder builder, double figure) throws Exception {
            return run(builder.build(), figure).status();
        }

        @Test
        void aRisingFigureThatReachesALimitCounts() throws Exception {
            LimitCheckBuilder builder = rising().degradedAt(80).downAt(95);
            assertThat(status(builder, 79.99)).isEqualTo(UP);
            assertThat(status(builder, 80)).isEqualTo(DEGRADED);
            assertThat(status(builder, 94.99)).isEqualTo(DEGRADED);
            assertThat(status(builder, 95)).isEqualTo(DOWN);
        }

        @Test
        void aFallingFigureThatReachesALimitCounts() throws Exception {
            LimitCheckBuilder builder = falling().degradedAt(5).downAt(0);
            assertThat(status(builder, 5.01)).isEqualTo(UP);
            assertThat(status(builder, 5)).isEqualTo(DEGRADED);
            assertThat(status(builder, 0.01)).isEqualTo(DEGRADED);
            assertThat(status(builder, 0)).isEqualTo(DOWN);
        }

        @Test
        void withoutALimitForDownNothingIsDown() throws Exception {
            assertThat(status(rising().degradedAt(80), 1e300)).isEqualTo(DEGRADED);
            assertThat(status(falling().degradedAt(80), -1e300)).isEqualTo(DEGRADED);
        }

        @Test
        void withoutALimitForDegradedItIsUpOrDown() throws Exception {
            assertThat(status(rising().downAt(80), 79)).isEqualTo(UP);
            assertThat(status(rising().downAt(80), 80)).isEqualTo(DOWN);
            assertThat(status(falling().downAt(80), 81)).isEqualTo(UP);
            assertThat(status(falling().downAt(80), 80)).isEqualTo(DOWN);
        }

        @Test
        void theResultNamesFigureUnitAndLimit() throws Exception {
            HealthResult result =
                    run(rising().unit("orders").degradedAt(800).downAt(1000).build(), 850);
            assertThat(result.reason()).contains(FailureReason.SATURATED);
            assertThat(result.message()).isEqualTo("orders.waiting is 850 orders (DEGRADED at 800 orders)");
            assertThat(result.details())
                    .containsEntry("value", 850.0)
                    .containsEntry("degradedAt", 800.0)
                    .containsEntry("downAt", 1000.0);
            assertThat(run(rising().unit("percent").degradedAt(80).downAt(95).build(), 95.5)
                            .message())
                    .isEqualTo("orders.waiting is 95.5 % (DOWN at 95 %)");
        }

        @Test
        void aLimitThatIsNotSetIsNotShown() throws Exception {
            HealthResult result = run(rising().degradedAt(80).build(), 1);
            assertThat(result.message()).isEmpty();
            assertThat(result.details()).containsOnlyKeys("value", "degradedAt");
            assertThat(run(rising().downAt(80).build(), 1).details()).containsOnlyKeys("value", "downAt");
        }

        @Test
        void theReasonIsTheUsers() throws Exception {
            HealthResult result =
                    run(falling().degradedAt(5).reason(FailureReason.ASSERTION).build(), 1);
            assertThat(result.reason()).contains(FailureReason.ASSERTION);
        }

        @Test
        void theFigureBecomesAMeter() throws Exception {
            assertThat(run(rising().unit("orders").degradedAt(800).build(), 7).measurements())
                    .containsExactly(Measurement.gauge("orders.waiting", "orders", 7));
        }
    }

    @Nested
    class Forecast {
        /** One run a minute, and so much more after each; returns the last result. */
        private HealthResult climb(LimitCheck check, int minutes, double from, double byMinute) throws Exception {
            HealthResult result = HealthResult.up();
            for (int minute = 0; minute <= minutes; minute++) {
                result = run(check, from + minute * byMinute);
                ticker.pass(Duration.ofMinutes(1));
            }
            return result;
        }

        private LimitCheckBuilder watched() {
            return rising().unit("orders").degradedAt(800).downAt(1000).reachedWithin(Duration.ofMinutes(30));
        }

        @Test
        void aFigureThatWillSoonBeAtItsLimitForDownIsDegraded() throws Exception {
            HealthResult result = climb(watched().build(), 60, 110, 10);
            assertThat(result.status()).isEqualTo(DEGRADED);
            assertThat(result.message())
                    .isEqualTo("orders.waiting is 710 orders, and at this rate 1000 orders in PT29M");
            assertThat(result.details()).containsEntry("reachedIn", "PT29M");
        }

        @Test
        void aFigureThatWillBeThereLaterIsUpAndSaysWhen() throws Exception {
            HealthResult result = climb(watched().build(), 60, 100, 10);
            assertThat(result.status()).isEqualTo(UP);
            assertThat(result.message()).isEmpty();
            assertThat(result.details()).containsEntry("reachedIn", "PT30M");
        }

        @Test
        void aFigureBeyondTheFirstLimitSaysBoth() throws Exception {
            HealthResult result = climb(watched().build(), 60, 300, 10);
            assertThat(result.status()).isEqualTo(DEGRADED);
            assertThat(result.message())
                    .isEqualTo("orders.waiting is 900 orders (DEGRADED at 800 orders);"
                            + " at this rate 1000 orders in PT10M");
        }

        @Test
        void aFigureThatIsThereNeedsNoForecast() throws Exception {
            HealthResult result = climb(watched().build(), 60, 400, 10);
            assertThat(result.status()).isEqualTo(DOWN);
            assertThat(result.message()).isEqualTo("orders.waiting is 1000 orders (DOWN at 1000 orders)");
            assertThat(result.details()).doesNotContainKey("reachedIn");
        }

        @Test
        void aFallingFigureIsForeseenToo() throws Exception {
            LimitCheck check = falling()
                    .degradedAt(100)
                    .downAt(10)
                    .reachedWithin(Duration.ofMinutes(30))
                    .build();
            HealthResult result = climb(check, 60, 810, -10);
            assertThat(result.status()).isEqualTo(DEGRADED);
            assertThat(result.details()).containsEntry("reachedIn", "PT20M");
        }

        @Test
        void withoutALimitForDownTheOneForDegradedIsForeseen() throws Exception {
            LimitCheck check = rising().degradedAt(800)
                    .reachedWithin(Duration.ofMinutes(30))
                    .build();
            HealthResult result = climb(check, 60, 0, 10);
            assertThat(result.status()).isEqualTo(DEGRADED);
            assertThat(result.details()).containsEntry("reachedIn", "PT20M");
            assertThat(climb(check, 30, 800, 10).details()).doesNotContainKey("reachedIn");
        }

        @Test
        void nothingIsForeseenBeforeHalfTheTrend() throws Exception {
            assertThat(climb(watched().build(), 29, 500, 10).details()).doesNotContainKey("reachedIn");
            assertThat(climb(watched().trend(Duration.ofMinutes(20)).build(), 10, 500, 10)
                            .details())
                    .containsEntry("reachedIn", "PT40M");
        }

        @Test
        void aFigureThatStaysOrGoesTheOtherWayReachesNothing() throws Exception {
            assertThat(climb(watched().build(), 60, 700, 0).details()).doesNotContainKey("reachedIn");
            assertThat(climb(watched().build(), 60, 700, -10).details()).doesNotContainKey("reachedIn");
        }

        @Test
        void byDefaultTheForecastIsShownAndNotJudged() throws Exception {
            HealthResult result = climb(rising().degradedAt(800).downAt(1000).build(), 60, 190, 10);
            assertThat(result.status()).isEqualTo(UP);
            assertThat(result.details()).containsEntry("reachedIn", "PT21M");
        }
    }

    @Nested
    class WithoutAFigure {
        @Test
        void whatIsNotKnownYetIsUpAndSaysSo() throws Exception {
            HealthResult result = Run.once(LimitCheck.rising(
                            "orders.waiting",
                            () -> Figure.none("not counted yet").detail("supported", false))
                    .degradedAt(1)
                    .build());
            assertThat(result.status()).isEqualTo(UP);
            assertThat(result.message()).isEqualTo("not counted yet");
            assertThat(result.details()).containsOnlyKeys("supported");
            assertThat(result.measurements()).isEmpty();
        }

        @Test
        void aFigureMayHaveWordsAndDetailsOfItsOwn() throws Exception {
            HealthResult result = Run.once(LimitCheck.falling(
                            "seats.free",
                            () -> Figure.of(3).saying("3 of 40 seats are free").detail("total", 40))
                    .degradedAt(5)
                    .build());
            assertThat(result.message()).isEqualTo("3 of 40 seats are free (DEGRADED at 5)");
            assertThat(result.details()).containsEntry("value", 3.0).containsEntry("total", 40);
        }

        @Test
        void whatIsNoNumberIsUnknown() throws Exception {
            LimitCheck check = rising().degradedAt(80).downAt(95).build();
            for (double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                HealthResult result = run(check, none);
                assertThat(result.status()).isEqualTo(UNKNOWN);
                assertThat(result.message()).isEqualTo("orders.waiting is " + none);
            }
        }

        @Test
        void aSupplierThatThrowsIsUnknownWithItsCause() throws Exception {
            IOException broken = new IOException("no route");
            Callable<Figure> figure = () -> {
                throw broken;
            };
            HealthResult result = Run.once(
                    LimitCheck.rising("orders.waiting", figure).degradedAt(1).build());
            assertThat(result.status()).isEqualTo(UNKNOWN);
            assertThat(result.cause()).contains(broken);
            assertThat(result.message()).contains("orders.waiting", "no route");
        }

        @Test
        void aSupplierOfNothingIsUnknown() throws Exception {
            assertThat(Run.once(LimitCheck.rising("orders.waiting", () -> (Figure) null)
                                    .degradedAt(1)
                                    .build())
                            .status())
                    .isEqualTo(UNKNOWN);
        }

        @Test
        void anInterruptedSupplierEndsTheRun() {
            CountDownLatch never = new CountDownLatch(1);
            LimitCheck check = LimitCheck.rising("orders.waiting", () -> {
                        never.await();
                        return Figure.of(1);
                    })
                    .degradedAt(1)
                    .build();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> Run.once(check)).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> rising().build())
                .hasMessage("degradedAt and downAt: not set (expected: one of them, or both)");
        assertThatThrownBy(() -> rising().degradedAt(10).downAt(9).build())
                .hasMessage("downAt: 9 (expected: at least degradedAt, 10)");
        assertThatThrownBy(() -> falling().degradedAt(10).downAt(11).build())
                .hasMessage("downAt: 11 (expected: at most degradedAt, 10)");
        assertThatThrownBy(() -> rising().degradedAt(Double.NaN))
                .hasMessage("degradedAt: NaN (expected: a finite number)");
        assertThatThrownBy(() -> rising().downAt(Double.POSITIVE_INFINITY))
                .hasMessage("downAt: Infinity (expected: a finite number)");
        assertThatThrownBy(() -> rising().trend(Duration.ZERO)).hasMessage("trend: PT0S (expected: > 0)");
        assertThatThrownBy(() -> rising().reachedWithin(Duration.ofSeconds(-1)))
                .hasMessage("reachedWithin: PT-1S (expected: >= 0)");
        assertThatThrownBy(() ->
                        LimitCheck.rising("Orders", () -> now).degradedAt(1).build())
                .hasMessageStartingWith("name: \"Orders\"");
        assertThatThrownBy(() -> rising().unit("%").degradedAt(1).build()).hasMessageStartingWith("unit: \"%\"");
    }
}
