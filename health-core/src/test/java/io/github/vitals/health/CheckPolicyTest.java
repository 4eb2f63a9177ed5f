package io.github.vitals.health;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckPolicyTest {
    @Test
    void theDefaultsAreThosePromised() {
        CheckPolicy policy = CheckPolicy.defaults();
        assertThat(policy.period()).isEqualTo(ofSeconds(10));
        assertThat(policy.jitter()).isEqualTo(0.1);
        assertThat(policy.timeout()).isEqualTo(ofSeconds(2));
        assertThat(policy.confirm()).isEqualTo(ofSeconds(1));
        assertThat(policy.failureThreshold()).isEqualTo(3);
        assertThat(policy.successThreshold()).isEqualTo(2);
        assertThat(policy.maxAge()).isEqualTo(ofSeconds(10));
        assertThat(policy.staleAfter()).isEqualTo(ofSeconds(30));
        assertThat(policy.critical()).isTrue();
        assertThat(policy.groups()).containsExactly(HealthGroup.READINESS);
        assertThat(policy.dependsOn()).isEmpty();
        assertThat(policy.livenessForced()).isFalse();
        assertThat(policy).asString().contains("period=PT10S", "critical=true");
    }

    @Test
    void maxAgeAndStaleAfterFollowThePeriodUnlessSet() {
        CheckPolicy following = CheckPolicy.builder().period(ofSeconds(60)).build();
        assertThat(following.maxAge()).isEqualTo(ofSeconds(60));
        assertThat(following.staleAfter()).isEqualTo(ofSeconds(180));
        CheckPolicy own = CheckPolicy.builder()
                .maxAge(ofSeconds(1))
                .staleAfter(ofSeconds(20))
                .build();
        assertThat(own.maxAge()).isEqualTo(ofSeconds(1));
        assertThat(own.staleAfter()).isEqualTo(ofSeconds(20));
    }

    @Test
    void criticalityCanDifferPerGroup() {
        CheckPolicy policy = CheckPolicy.builder()
                .critical(false)
                .critical(HealthGroup.STARTUP, true)
                .build();
        assertThat(policy.critical(HealthGroup.READINESS)).isFalse();
        assertThat(policy.critical(HealthGroup.STARTUP)).isTrue();
    }

    static Stream<Arguments> badInput() {
        return Stream.of(
                bad(p -> p.period(Duration.ZERO), "period: PT0S (expected: > 0)"),
                bad(p -> p.period(ofSeconds(-1)), "period: PT-1S (expected: > 0)"),
                bad(p -> p.period(Duration.ofDays(400)), "period: PT9600H (expected: at most PT8760H)"),
                bad(p -> p.timeout(Duration.ZERO), "timeout: PT0S (expected: > 0)"),
                bad(p -> p.confirm(Duration.ZERO), "confirm: PT0S (expected: > 0)"),
                bad(p -> p.maxAge(Duration.ZERO), "maxAge: PT0S (expected: > 0)"),
                bad(p -> p.staleAfter(ofMillis(-1)), "staleAfter: PT-0.001S (expected: > 0)"),
                bad(p -> p.jitter(0.6), "jitter: 0.6 (expected: 0 to 0.5)"),
                bad(p -> p.jitter(-0.1), "jitter: -0.1 (expected: 0 to 0.5)"),
                bad(p -> p.jitter(Double.NaN), "jitter: NaN (expected: 0 to 0.5)"),
                bad(p -> p.failureThreshold(0), "failureThreshold: 0 (expected: at least 1)"),
                bad(p -> p.successThreshold(-2), "successThreshold: -2 (expected: at least 1)"),
                bad(p -> p.timeout(ofSeconds(10)), "timeout: PT10S (expected: less than the period, PT10S)"),
                bad(
                        p -> p.staleAfter(ofSeconds(12)),
                        "staleAfter: PT12S (expected: more than period and timeout together, PT12S)"),
                bad(p -> p.maxAge(ofSeconds(31)), "maxAge: PT31S (expected: at most staleAfter, PT30S)"),
                bad(p -> p.dependsOn("a b"), "dependsOn: \"a b\" (expected: 1 to 100 letters"),
                bad(p -> p.period(null), "period: null (expected: a value)"),
                bad(p -> p.groups((HealthGroup[]) null), "groups: null (expected: a value)"),
                bad(p -> p.groups((HealthGroup) null), "groups: null (expected: a value)"),
                bad(p -> p.dependsOn((String) null), "dependsOn: null (expected: a value)"),
                bad(p -> p.critical(null, true), "group: null (expected: a value)"));
    }

    private static Arguments bad(Consumer<CheckPolicyBuilder> change, String message) {
        return Arguments.of(change, message);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void badInput(Consumer<CheckPolicyBuilder> change, String message) {
        assertThatThrownBy(() -> {
                    CheckPolicyBuilder builder = CheckPolicy.builder();
                    change.accept(builder);
                    builder.build();
                })
                .hasMessageStartingWith(message)
                .isInstanceOfAny(IllegalArgumentException.class, NullPointerException.class);
    }
}
