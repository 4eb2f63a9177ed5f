package io.github.vitals.health.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.CountingMode;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objectives over real registries. */
class SloMetersTest {
    private static final String NAME = "http.server.requests";
    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final Predicate<Meter.Id> SERVER_ERROR = id -> "SERVER_ERROR".equals(id.getTag("outcome"));

    private final Traffic time = new Traffic();

    static Stream<MeterRegistry> cumulative() {
        return Stream.of(
                new SimpleMeterRegistry(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                new CompositeMeterRegistry().add(new CompositeMeterRegistry().add(new SimpleMeterRegistry())));
    }

    static Stream<MeterRegistry> withLastingHistograms() {
        CompositeMeterRegistry both = new CompositeMeterRegistry();
        both.add(new SimpleMeterRegistry());
        both.add(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        return Stream.of(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), both);
    }

    private static Timer timer(MeterRegistry meters, String outcome) {
        return Timer.builder(NAME)
                .tags("outcome", outcome, "uri", "/orders")
                .serviceLevelObjectives(LIMIT)
                .register(meters);
    }

    private static void record(Timer timer, int times, Duration each) {
        for (int i = 0; i < times; i++) {
            timer.record(each);
        }
    }

    private HealthResult after(SloCheck check, Duration duration) throws Exception {
        time.pass(duration);
        return time.run(check);
    }

    private SloCheck availability(MeterRegistry meters, String... tags) {
        return SloCheck.availability(meters, NAME, SERVER_ERROR, tags)
                .ticker(time::ticks)
                .build();
    }

    private SloCheck latency(MeterRegistry meters, String... tags) {
        return SloCheck.latency(meters, NAME, LIMIT, tags)
                .target(0.99)
                .ticker(time::ticks)
                .build();
    }

    @ParameterizedTest
    @MethodSource("cumulative")
    void timersByOutcomeSayHowAvailableItIs(MeterRegistry meters) throws Exception {
        SloCheck check = availability(meters);
        HealthResult none = time.run(check);
        assertThat(none.status()).isEqualTo(HealthStatus.UP);
        assertThat(none.message()).isEqualTo("no meter http.server.requests (expected: one that counts)");
        record(timer(meters, "SUCCESS"), 900, Duration.ofMillis(1));
        assertThat(after(check, Duration.ofHours(1)).message()).isEmpty();
        record(timer(meters, "SERVER_ERROR"), 100, Duration.ofMillis(1));
        HealthResult bad = after(check, Duration.ofMinutes(5));
        assertThat(bad.status()).isEqualTo(HealthStatus.DOWN);
        assertThat(bad.reason()).contains(FailureReason.ASSERTION);
        assertThat(bad.details()).containsEntry("errorRatio", 0.1).containsEntry("events", 1000L);
    }

    @Test
    void onlyMetersWithTheTagsCount() throws Exception {
        MeterRegistry meters = new SimpleMeterRegistry();
        SloCheck orders = availability(meters, "uri", "/orders");
        SloCheck others = availability(meters, "uri", "/others");
        time.run(orders);
        time.run(others);
        record(timer(meters, "SERVER_ERROR"), 100, Duration.ofMillis(1));
        time.pass(Duration.ofHours(1));
        assertThat(time.run(orders).status()).isEqualTo(HealthStatus.DOWN);
        assertThat(time.run(others).message())
                .isEqualTo("no meter http.server.requests[tag(uri=/others)] (expected: one that counts)");
    }

    @Test
    void whatCountsNothingIsUnknownIfAsked() throws Exception {
        SloCheck strict = SloCheck.availability(new SimpleMeterRegistry(), NAME, SERVER_ERROR)
                .whenTooLittleData(HealthStatus.UNKNOWN)
                .build();
        assertThat(time.run(strict).status()).isEqualTo(HealthStatus.UNKNOWN);
    }

    @Test
    void everythingThatCountsWillDo() throws Exception {
        MeterRegistry meters = new SimpleMeterRegistry();
        SloCheck check = availability(meters);
        time.run(check);
        Counter.builder(NAME).tag("kind", "counter").register(meters).increment(10);
        DistributionSummary.builder(NAME)
                .tag("kind", "summary")
                .register(meters)
                .record(7);
        timer(meters, "SUCCESS").record(LIMIT);
        FunctionCounter.builder(NAME, this, self -> 100).tag("kind", "function").register(meters);
        FunctionTimer.builder(NAME, this, self -> 1000, self -> 1, TimeUnit.SECONDS)
                .tag("kind", "function timer")
                .register(meters);
        assertThat(after(check, Duration.ofHours(1)).details()).containsEntry("events", 1112L);
    }

    @Test
    void aGaugeCountsNothing() throws Exception {
        MeterRegistry meters = new SimpleMeterRegistry();
        Gauge.builder(NAME, () -> 1).register(meters);
        HealthResult result = time.run(availability(meters));
        assertThat(result.status()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(result.message())
                .isEqualTo("http.server.requests: a gauge (expected: a counter, a timer or a summary)");
        assertThat(time.run(latency(meters)).message()).isEqualTo("http.server.requests: a gauge (expected: a timer)");
    }

    @Test
    void aFunctionThatAnswersNaNIsNotHealthy() throws Exception {
        MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        FunctionCounter.builder(NAME, this, self -> Double.NaN).register(meters);
        HealthResult result = time.run(availability(meters));
        assertThat(result.status()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(result.message()).startsWith("total of ").endsWith(": NaN (expected: a finite count)");
    }

    @Test
    void metersThatCountPerStepAreRefused() throws Exception {
        MeterRegistry steps = new SimpleMeterRegistry(
                new SimpleConfig() {
                    @Override
                    public String get(String key) {
                        return null;
                    }

                    @Override
                    public CountingMode mode() {
                        return CountingMode.STEP;
                    }
                },
                Clock.SYSTEM);
        timer(steps, "SUCCESS").record(LIMIT);
        String expected = "http.server.requests: counts per step (expected: a registry that counts since its start)";
        assertThat(time.run(availability(steps)).message()).isEqualTo(expected);
        assertThat(time.run(latency(steps)).message()).isEqualTo(expected);
        assertThat(time.run(latency(steps)).status()).isEqualTo(HealthStatus.UNKNOWN);
    }

    @Test
    void aMeterThatIsRemovedAndComesBackIsNoOutage() throws Exception {
        MeterRegistry meters = new SimpleMeterRegistry();
        SloCheck check = availability(meters);
        time.run(check);
        record(timer(meters, "SUCCESS"), 100_000, Duration.ofMillis(1));
        record(timer(meters, "SERVER_ERROR"), 50, Duration.ofMillis(1));
        after(check, Duration.ofHours(1));
        meters.remove(timer(meters, "SERVER_ERROR"));
        after(check, Duration.ofMinutes(1));
        record(timer(meters, "SERVER_ERROR"), 1, Duration.ofMillis(1));
        HealthResult result = after(check, Duration.ofMinutes(1));
        assertThat(result.status()).isEqualTo(HealthStatus.UP);
        assertThat(result.details()).containsEntry("events", 100_051L);
    }

    @ParameterizedTest
    @MethodSource("withLastingHistograms")
    void histogramsThatLastSayHowFastItIs(MeterRegistry meters) throws Exception {
        SloCheck check = latency(meters);
        time.run(check);
        record(timer(meters, "SUCCESS"), 995, LIMIT);
        record(timer(meters, "SERVER_ERROR"), 5, LIMIT.plusMillis(1));
        HealthResult good = after(check, Duration.ofHours(1));
        assertThat(good.status()).isEqualTo(HealthStatus.UP);
        assertThat(good.message()).isEmpty();
        assertThat(good.details()).containsEntry("errorRatio", 0.005).containsEntry("events", 1000L);
        record(timer(meters, "SUCCESS"), 500, Duration.ofSeconds(2));
        HealthResult bad = after(check, Duration.ofMinutes(5));
        assertThat(bad.status()).isEqualTo(HealthStatus.DOWN);
        assertThat(bad.reason()).contains(FailureReason.SLOW);
    }

    @Test
    void aHistogramThatForgetsIsUnknownFromItsFirstRun() throws Exception {
        MeterRegistry meters = new SimpleMeterRegistry();
        timer(meters, "SUCCESS").record(LIMIT);
        HealthResult result = time.run(latency(meters));
        assertThat(result.status()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(result.message())
                .isEqualTo("http.server.requests: a histogram that forgets (expected: one that counts since its"
                        + " start, as a PrometheusMeterRegistry has; or latency(total, within))");
    }

    @Test
    void aMissingBucketIsUnknownAndSaysHowToGetIt() throws Exception {
        MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Timer.builder(NAME).serviceLevelObjectives(Duration.ofMillis(250)).register(meters);
        HealthResult result = time.run(latency(meters));
        assertThat(result.status()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(result.message())
                .isEqualTo("http.server.requests: no histogram bucket at PT0.3S (expected:"
                        + " serviceLevelObjectives(Duration.parse(\"PT0.3S\")) where the timer is made, or in a"
                        + " MeterFilter)");
    }

    @Test
    void aMeterFilterGivesTimersOfOthersTheirBucket() throws Exception {
        MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.config().meterFilter(new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals(NAME)
                        ? DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(LIMIT.toNanos())
                                .build()
                                .merge(config)
                        : config;
            }
        });
        meters.timer(NAME).record(LIMIT);
        assertThat(time.run(latency(meters)).status()).isEqualTo(HealthStatus.UP);
    }

    @Test
    void theRegistryThatWasReadBeforeIsReadAgain() throws Exception {
        CompositeMeterRegistry both = new CompositeMeterRegistry();
        SimpleMeterRegistry first = new SimpleMeterRegistry();
        both.add(first);
        SloCheck check = availability(both);
        time.run(check);
        record(timer(both, "SUCCESS"), 100, Duration.ofMillis(1));
        assertThat(after(check, Duration.ofHours(1)).details()).containsEntry("events", 100L);
        for (long more = 1; more <= 20; more++) {
            SimpleMeterRegistry later = new SimpleMeterRegistry();
            both.add(later);
            record(timer(later, "SUCCESS"), 500, Duration.ofMillis(1));
            record(timer(both, "SUCCESS"), 1, Duration.ofMillis(1));
            assertThat(after(check, Duration.ofMinutes(1)).details()).containsEntry("events", 100 + more);
        }
        both.remove(first);
        assertThat(after(check, Duration.ofMinutes(1)).details()).containsEntry("events", 120L);
    }
}
