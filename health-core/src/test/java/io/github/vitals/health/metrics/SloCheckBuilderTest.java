package io.github.vitals.health.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.HealthStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SloCheckBuilderTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SloCheckBuilder builder = SloCheck.availability(() -> 0, () -> 0);

    private static void refused(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 99.9, Double.NaN})
    void aTargetIsAPart(double target) {
        refused("target: " + target + " (expected: more than 0, less than 1)", () -> builder.target(target));
    }

    @Test
    void theWindowIsADayToAYear() {
        refused("window: PT23H (expected: PT24H to PT8760H)", () -> builder.window(Duration.ofHours(23)));
        refused("window: PT8784H (expected: PT24H to PT8760H)", () -> builder.window(Duration.ofDays(366)));
        assertThatThrownBy(() -> builder.window(null)).hasMessage("window: null (expected: a duration)");
    }

    @Test
    void aRuleHasALongerAndAShorterWindow() {
        refused(
                "fast shorter: PT1H (expected: less than the longer window, PT1H)",
                () -> builder.fast(HOUR, HOUR, 14.4));
        refused("slow shorter: PT0S (expected: PT1S to PT8760H)", () -> builder.slow(HOUR, Duration.ZERO, 6));
        refused("fast longer: PT-1H (expected: PT1S to PT8760H)", () -> builder.fast(HOUR.negated(), MINUTE, 14.4));
        refused("fast burnRate: 0.0 (expected: > 0)", () -> builder.fast(HOUR, MINUTE, 0));
        refused("slow burnRate: NaN (expected: > 0)", () -> builder.slow(HOUR, MINUTE, Double.NaN));
    }

    @Test
    void aRuleFitsIntoTheWindow() {
        builder.window(Duration.ofDays(2)).slow(Duration.ofDays(3), HOUR, 1);
        refused("slow longer: PT72H (expected: at most the objective's window, PT48H)", builder::build);
    }

    @Test
    void aRateThatIsNeverExceededIsRefused() {
        builder.target(0.9);
        refused(
                "fast burnRate: 14.4 (expected: less than 10.0, the most there can be with target 0.9)",
                builder::build);
        builder.fast(HOUR, MINUTE, 8);
        assertThat(builder.build()).isNotNull();
    }

    @Test
    void tooLittleDataIsUpOrUnknown() {
        refused(
                "whenTooLittleData: DOWN (expected: UP or UNKNOWN)",
                () -> builder.whenTooLittleData(HealthStatus.DOWN));
        assertThatThrownBy(() -> builder.whenTooLittleData(null))
                .hasMessage("whenTooLittleData: null (expected: UP or UNKNOWN)");
        refused("minimumEvents: 0 (expected: at least 1)", () -> builder.minimumEvents(0));
    }

    @Test
    void sourcesAreNamedAndComplete() {
        refused("name: \" \" (expected: the name of a meter)", () -> SloCheck.availability(meters, " ", id -> false));
        refused(
                "tags: uri (expected: keys and values in turn)",
                () -> SloCheck.availability(meters, "x", id -> false, "uri"));
        refused(
                "limit: PT0S (expected: PT0.000000001S to PT8760H)",
                () -> SloCheck.latency(meters, "x", Duration.ZERO));
        assertThatThrownBy(() -> SloCheck.availability(null, "x", id -> false))
                .hasMessage("meters: null (expected: a meter registry)");
        assertThatThrownBy(() -> SloCheck.availability(meters, null, id -> false))
                .hasMessage("name: null (expected: the name of a meter)");
        assertThatThrownBy(() -> SloCheck.availability(meters, "x", null))
                .hasMessage("bad: null (expected: a predicate)");
        assertThatThrownBy(() -> SloCheck.availability(() -> 0, null)).hasMessage("bad: null (expected: a supplier)");
        assertThatThrownBy(() -> SloCheck.latency(() -> 0, null)).hasMessage("within: null (expected: a supplier)");
        assertThatThrownBy(() -> SloCheck.latency(null, () -> 0)).hasMessage("total: null (expected: a supplier)");
    }

    @Test
    void twoChecksOfOneBuilderShareNoSamples() throws Exception {
        Traffic traffic = new Traffic();
        SloCheckBuilder shared = traffic.availability();
        SloCheck one = shared.build();
        SloCheck other = shared.build();
        traffic.run(one, HOUR, 10, 10);
        assertThat(traffic.run(one).status()).isEqualTo(HealthStatus.DOWN);
        assertThat(traffic.run(other).status()).isEqualTo(HealthStatus.UP);
    }
}
