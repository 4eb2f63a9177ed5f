package io.github.vitals.health.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SloCheckTest {
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final Offset<Double> HARDLY = within(0.01);

    private final Traffic traffic = new Traffic();
    private final SloCheck check = traffic.availability().build();

    private static double detail(HealthResult result, String name) {
        return ((Number) result.details().get(name)).doubleValue();
    }

    @Nested
    class Burning {
        @Test
        void withinTheBudgetIsUpWithTheFigures() throws Exception {
            HealthResult result = traffic.run(check, TWO_HOURS, 1000, 1);
            assertThat(result.status()).isEqualTo(HealthStatus.UP);
            assertThat(result.message()).isEmpty();
            assertThat(result.details())
                    .contains(
                            entry("target", 0.999),
                            entry("window", "PT720H"),
                            entry("events", 720_000L),
                            entry("errorRatio", 0.001));
            assertThat(detail(result, "covered")).isEqualTo(2 / 720.0, within(1e-6));
            assertThat(detail(result, "fastBurnRate")).isEqualTo(1, HARDLY);
            assertThat(detail(result, "fastShortBurnRate")).isEqualTo(1, HARDLY);
            assertThat(detail(result, "slowBurnRate")).as("2 of 6 hours").isEqualTo(0.333, HARDLY);
            assertThat(detail(result, "slowShortBurnRate")).isEqualTo(1, HARDLY);
            assertThat(detail(result, "budgetLeft")).isEqualTo(1 - 2 / 720.0, within(1e-4));
        }

        @Test
        void fastInBothWindowsIsDown() throws Exception {
            HealthResult result = traffic.run(check, TWO_HOURS, 1000, 15);
            assertThat(result.status()).isEqualTo(HealthStatus.DOWN);
            assertThat(result.reason()).contains(FailureReason.ASSERTION);
            assertThat(result.message())
                    .isEqualTo("the error budget burns 15.0 times over PT1H and 15.0 times over PT5M"
                            + " (expected: at most 14.4)");
        }

        @Test
        void slowInBothWindowsIsDegraded() throws Exception {
            HealthResult result = traffic.run(check, Duration.ofHours(7), 1000, 7);
            assertThat(result.status()).isEqualTo(HealthStatus.DEGRADED);
            assertThat(result.reason()).contains(FailureReason.ASSERTION);
            assertThat(result.message())
                    .isEqualTo("the error budget burns 7.0 times over PT6H and 7.0 times over PT30M"
                            + " (expected: at most 6.0)");
        }

        @Test
        void aShortBurstDoesNotReachTheLongerWindow() throws Exception {
            traffic.run(check, TWO_HOURS, 1000, 0);
            HealthResult result = traffic.run(check, Duration.ofSeconds(40), 1000, 1000);
            assertThat(detail(result, "fastShortBurnRate")).isGreaterThan(100);
            assertThat(result.status()).isEqualTo(HealthStatus.UP);
            assertThat(traffic.run(check, Duration.ofSeconds(20), 1000, 1000).status())
                    .as("a whole minute of an hour is 16.7 times too much")
                    .isEqualTo(HealthStatus.DOWN);
        }

        @Test
        void whatIsOverNoLongerCounts() throws Exception {
            traffic.run(check, TWO_HOURS, 1000, 0);
            assertThat(traffic.run(check, Duration.ofMinutes(10), 1000, 1000).status())
                    .isEqualTo(HealthStatus.DOWN);
            HealthResult after = traffic.run(check, Duration.ofMinutes(6), 1000, 0);
            assertThat(detail(after, "fastBurnRate")).isGreaterThan(100);
            assertThat(after.status()).as("the half hour is still bad").isEqualTo(HealthStatus.DEGRADED);
            assertThat(traffic.run(check, Duration.ofMinutes(30), 1000, 0).status())
                    .isEqualTo(HealthStatus.UP);
        }

        @Test
        void anOutageFromTheStartIsDownAsSoonAsALaterOne() throws Exception {
            assertThat(traffic.run(check, Duration.ofSeconds(50), 1000, 1000).status())
                    .isEqualTo(HealthStatus.UP);
            assertThat(traffic.run(check, Duration.ofSeconds(10), 1000, 1000).status())
                    .isEqualTo(HealthStatus.DOWN);
        }

        @Test
        void theBudgetCanBeOverdrawn() throws Exception {
            SloCheck daily = traffic.availability().window(Duration.ofDays(1)).build();
            HealthResult result = traffic.run(daily, Duration.ofDays(1), 1000, 2);
            assertThat(detail(result, "budgetLeft")).isEqualTo(-1, HARDLY);
            assertThat(result.status()).as("it overdraws slowly").isEqualTo(HealthStatus.UP);
        }

        @Test
        void theWindowsShrinkWithTheObjectives() throws Exception {
            SloCheck weekly = traffic.availability().window(Duration.ofDays(7)).build();
            assertThat(traffic.run(weekly, TWO_HOURS, 1000, 15).message()).contains("over PT14M ", "over PT1M10S ");
        }

        @Test
        void theWindowsDoNotShrinkToASingleSample() throws Exception {
            SloCheck daily = traffic.availability().window(Duration.ofDays(1)).build();
            assertThat(traffic.run(daily, TWO_HOURS, 1000, 15).message()).contains("over PT5M ", "over PT1M ");
        }

        @Test
        void theRulesCanBeOnesOwn() throws Exception {
            SloCheck own = traffic.availability()
                    .target(0.9)
                    .fast(Duration.ofMinutes(10), Duration.ofMinutes(1), 5)
                    .slow(Duration.ofMinutes(30), Duration.ofMinutes(2), 2)
                    .build();
            assertThat(traffic.run(own, TWO_HOURS, 100, 19).status()).isEqualTo(HealthStatus.UP);
            assertThat(traffic.run(own, TWO_HOURS, 100, 21).status()).isEqualTo(HealthStatus.DEGRADED);
            assertThat(traffic.run(own, TWO_HOURS, 100, 51).status()).isEqualTo(HealthStatus.DOWN);
        }

        @Test
        void latencyIsSlow() throws Exception {
            SloCheck latency = SloCheck.latency(() -> traffic.total, () -> traffic.total - traffic.bad)
                    .target(0.99)
                    .ticker(traffic::ticks)
                    .build();
            assertThat(traffic.run(latency, TWO_HOURS, 100, 1).status()).isEqualTo(HealthStatus.UP);
            HealthResult result = traffic.run(latency, TWO_HOURS, 100, 20);
            assertThat(result.status()).isEqualTo(HealthStatus.DOWN);
            assertThat(result.reason()).contains(FailureReason.SLOW);
        }
    }

    @Nested
    class TooLittleData {
        private final SloCheck strict =
                traffic.availability().whenTooLittleData(HealthStatus.UNKNOWN).build();

        @Test
        void noEventsAreUpWithARemark() throws Exception {
            HealthResult result = traffic.run(check, TWO_HOURS, 0, 0);
            assertThat(result.status()).isEqualTo(HealthStatus.UP);
            assertThat(result.message()).isEqualTo("too little data: 0 events (expected: at least 20)");
            assertThat(result.details()).contains(entry("errorRatio", 0.0), entry("budgetLeft", 1.0));
        }

        @Test
        void noEventsAreUnknownIfAsked() throws Exception {
            HealthResult result = traffic.run(strict, TWO_HOURS, 0, 0);
            assertThat(result.status()).isEqualTo(HealthStatus.UNKNOWN);
            assertThat(result.message()).isEqualTo("too little data: 0 events (expected: at least 20)");
        }

        @Test
        void fewBadEventsAreNotJudged() throws Exception {
            traffic.run(check, TWO_HOURS, 0, 0);
            assertThat(traffic.run(check, Duration.ofSeconds(190), 1, 1).status())
                    .as("19 of 19")
                    .isEqualTo(HealthStatus.UP);
            assertThat(traffic.run(check, Duration.ofSeconds(10), 1, 1).status())
                    .as("20 of 20")
                    .isEqualTo(HealthStatus.DOWN);
        }

        @Test
        void theFewestCanBeSet() throws Exception {
            SloCheck bold = traffic.availability().minimumEvents(3).build();
            traffic.run(bold, TWO_HOURS, 0, 0);
            assertThat(traffic.run(bold, Duration.ofSeconds(30), 1, 1).status()).isEqualTo(HealthStatus.DOWN);
        }

        @ParameterizedTest
        @CsvSource({"0, UP", "1, DEGRADED"})
        void whatIsTooLittleForTheFastRuleMayBeEnoughForTheSlowOne(double bad, HealthStatus expected) throws Exception {
            for (int quarter = 0; quarter < 24; quarter++) {
                traffic.run(strict, Duration.ofMinutes(15).minusSeconds(10), 0, 0);
                traffic.run(strict, Duration.ofSeconds(10), 1, bad);
            }
            assertThat(traffic.run(strict).status()).isEqualTo(expected);
        }

        @Test
        void samplesThatDoNotReachBackAreTooLittle() throws Exception {
            HealthResult result = traffic.run(strict, Duration.ofSeconds(290), 1000, 0);
            assertThat(result.status()).isEqualTo(HealthStatus.UNKNOWN);
            assertThat(result.message()).isEqualTo("too little data: the samples do not reach back PT5M yet");
            assertThat(traffic.run(strict, Duration.ofSeconds(10), 1000, 0).status())
                    .isEqualTo(HealthStatus.UP);
        }

        @Test
        void whatWasCountedBeforeTheFirstSampleIsLeftOut() throws Exception {
            traffic.total = 1_000_000;
            traffic.bad = 900_000;
            HealthResult result = traffic.run(check, TWO_HOURS, 1000, 0);
            assertThat(result.status()).isEqualTo(HealthStatus.UP);
            assertThat(result.details()).contains(entry("events", 720_000L), entry("errorRatio", 0.0));
        }
    }

    @Nested
    class BadCounts {
        @ParameterizedTest
        @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1})
        void areNeverHealthy(double count) throws Exception {
            traffic.run(check, TWO_HOURS, 1000, 0);
            double before = traffic.total;
            traffic.total = count;
            HealthResult result = traffic.run(check);
            assertThat(result.status()).isEqualTo(HealthStatus.UNKNOWN);
            assertThat(result.message())
                    .isEqualTo("total of supplied counts: " + count + " (expected: a finite count)");
            assertThat(result.details()).containsEntry("target", 0.999);
            traffic.total = before;
            assertThat(traffic.run(check).status()).isEqualTo(HealthStatus.UP);
            traffic.bad = count;
            assertThat(traffic.run(check).message())
                    .isEqualTo("bad of supplied counts: " + count + " (expected: a finite count)");
        }

        @Test
        void aCountThatBeginsAnewIsNoNewOutage() throws Exception {
            traffic.run(check, TWO_HOURS, 1000, 1);
            traffic.total = 0;
            traffic.bad = 0;
            HealthResult result = traffic.run(check, Duration.ofMinutes(10), 1000, 1);
            assertThat(result.status()).isEqualTo(HealthStatus.UP);
            assertThat(detail(result, "events")).isEqualTo(780_000);
            assertThat(detail(result, "errorRatio")).isEqualTo(0.001, within(1e-6));
        }

        @Test
        void moreBadThanAllIsAllBad() throws Exception {
            HealthResult result = traffic.run(check, TWO_HOURS, 10, 20);
            assertThat(result.status()).isEqualTo(HealthStatus.DOWN);
            assertThat(result.details()).containsEntry("errorRatio", 1.0);
        }
    }

    @Nested
    class Gaps {
        @Test
        void whatHappenedInAGapIsSpreadOverIt() throws Exception {
            traffic.run(check, TWO_HOURS, 1000, 0);
            traffic.pass(Duration.ofHours(4));
            traffic.total += 4 * 360_000;
            traffic.bad += 4 * 360_000 * 0.01;
            HealthResult result = traffic.run(check);
            assertThat(detail(result, "fastShortBurnRate")).isEqualTo(10, HARDLY);
            assertThat(detail(result, "fastBurnRate")).isEqualTo(10, HARDLY);
            assertThat(detail(result, "slowBurnRate")).isEqualTo(10 * 4 / 6.0, HARDLY);
            assertThat(result.status()).isEqualTo(HealthStatus.DEGRADED);
        }

        @Test
        void aYearWithoutASampleIsNoTrouble() throws Exception {
            traffic.run(check, TWO_HOURS, 1000, 1000);
            traffic.pass(Duration.ofDays(365));
            HealthResult result = traffic.run(check);
            assertThat(result.status()).isEqualTo(HealthStatus.UP);
            assertThat(result.message()).startsWith("too little data");
            assertThat(result.details()).contains(entry("covered", 1.0), entry("budgetLeft", 1.0));
        }

        @Test
        void twoRunsAtOneMomentAreOne() throws Exception {
            traffic.total = 5;
            assertThat(traffic.run(check).status()).isEqualTo(HealthStatus.UP);
            traffic.total = 500;
            traffic.bad = 495;
            HealthResult result = traffic.run(check);
            assertThat(result.status()).isEqualTo(HealthStatus.UP);
            assertThat(detail(result, "fastBurnRate")).isZero();
        }
    }

    @Test
    void itBringsItsOwnPolicy() {
        try (HealthRegistry health =
                HealthRegistry.builder().check("slo", check).build()) {
            traffic.total = Double.NaN;
            CheckState state = health.check().state("slo").orElseThrow();
            assertThat(state.status()).isEqualTo(HealthStatus.UNKNOWN);
            CheckPolicy policy = state.policy();
            assertThat(policy.inline()).isTrue();
            assertThat(policy.period()).isEqualTo(Duration.ofSeconds(10));
            assertThat(policy.failureThreshold()).isEqualTo(1);
            assertThat(policy.successThreshold()).isEqualTo(1);
        }
        assertThat(check.external()).isFalse();
    }
}
