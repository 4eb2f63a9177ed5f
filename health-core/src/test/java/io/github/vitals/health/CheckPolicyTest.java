package io.github.vitals.health;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
        assertThat(policy.failureWindow()).isEqualTo(3);
        assertThat(policy.successWindow()).isEqualTo(2);
        assertThat(policy.downPeriod()).isEqualTo(ofSeconds(10));
        assertThat(policy.downPeriodAfter()).isEqualTo(ofMinutes(5));
        assertThat(policy.tags()).isEmpty();
        assertThat(policy.inline()).isFalse();
        assertThat(policy.enabled()).isTrue();
        assertThat(policy.maintenance()).isEmpty();
        assertThat(policy)
                .hasToString("CheckPolicy[period=PT10S, timeout=PT2S, thresholds=3/2, critical=true,"
                        + " groups=[readiness], dependsOn=[]]");
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

    @Test
    void aCopyOfABuilderHasEveryValueOfThePolicy() {
        CheckPolicy policy = everythingElse().build();
        CheckPolicy copy = policy.toBuilder().build();
        assertThat(copy).usingRecursiveComparison().isEqualTo(policy);
        for (String field : FIELDS) {
            assertThat(copy)
                    .as("this test sets %s to something else than the default", field)
                    .usingRecursiveComparison()
                    .comparingOnlyFields(field)
                    .isNotEqualTo(CheckPolicy.defaults());
        }
    }

    private static final String[] FIELDS = Stream.of(CheckPolicy.class.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()))
            .map(Field::getName)
            .toArray(String[]::new);

    private static CheckPolicyBuilder everythingElse() {
        return CheckPolicy.builder()
                .period(ofSeconds(20))
                .jitter(0.5)
                .timeout(ofSeconds(3))
                .confirm(ofSeconds(4))
                .failureThreshold(2, 5)
                .successThreshold(4, 6)
                .downPeriod(ofSeconds(60), ofSeconds(90))
                .maxAge(ofSeconds(7))
                .staleAfter(ofSeconds(100))
                .critical(false)
                .critical(HealthGroup.STARTUP, true)
                .groups(HealthGroup.LIVENESS)
                .dependsOn("dns")
                .forceLiveness()
                .tags("team:orders")
                .inline(true)
                .enabled(false)
                .maintenance(NEVER);
    }

    private static final MaintenanceWindow NEVER = new MaintenanceWindow() {
        @Override
        public Optional<Instant> openUntil(Instant at) {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> nextOpening(Instant at) {
            return Optional.empty();
        }
    };

    @Test
    void everyValueIsReadAsItWasSet() {
        CheckPolicy policy = everythingElse().build();
        assertThat(policy.confirm()).isEqualTo(ofSeconds(4));
        assertThat(policy.failureThreshold()).isEqualTo(2);
        assertThat(policy.failureWindow()).isEqualTo(5);
        assertThat(policy.successThreshold()).isEqualTo(4);
        assertThat(policy.successWindow()).isEqualTo(6);
        assertThat(policy.downPeriod()).isEqualTo(ofSeconds(60));
        assertThat(policy.downPeriodAfter()).isEqualTo(ofSeconds(90));
        assertThat(policy.livenessForced()).isTrue();
        assertThat(policy.tags()).containsExactly("team:orders");
        assertThat(policy.inline()).isTrue();
        assertThat(policy.enabled()).isFalse();
        assertThat(policy.maintenance()).containsExactly(NEVER);
        assertThat(policy).asString().contains("thresholds=2 of 5/4 of 6", "dependsOn=[dns]");
    }

    @Test
    void policiesWithTheSameValuesAreEqual() {
        assertThat(CheckPolicy.builder().build())
                .isEqualTo(CheckPolicy.defaults())
                .hasSameHashCodeAs(CheckPolicy.defaults());
        CheckPolicy policy = everythingElse().build();
        assertThat(policy.toBuilder().build()).isEqualTo(policy).hasSameHashCodeAs(policy);
        assertThat(policy).isNotEqualTo("a policy").doesNotHaveSameHashCodeAs(CheckPolicy.defaults());
    }

    static Stream<Consumer<CheckPolicyBuilder>> oneOtherValueMakesAnotherPolicy() {
        return Stream.of(
                p -> p.period(ofSeconds(20)).maxAge(ofSeconds(10)).staleAfter(ofSeconds(30)),
                p -> p.jitter(0.2),
                p -> p.timeout(ofSeconds(3)),
                p -> p.confirm(ofSeconds(2)),
                p -> p.failureThreshold(2, 3),
                p -> p.failureThreshold(3, 4),
                p -> p.successThreshold(1, 2),
                p -> p.successThreshold(2, 3),
                p -> p.downPeriod(ofSeconds(15)).staleAfter(ofSeconds(30)),
                p -> p.downPeriod(ofSeconds(10), ofSeconds(1)),
                p -> p.maxAge(ofSeconds(9)),
                p -> p.staleAfter(ofSeconds(31)),
                p -> p.critical(false),
                p -> p.critical(HealthGroup.STARTUP, false),
                p -> p.groups(),
                p -> p.dependsOn("dns"),
                p -> p.forceLiveness(),
                p -> p.tags("a"),
                p -> p.inline(true),
                p -> p.enabled(false),
                p -> p.maintenance(NEVER));
    }

    @ParameterizedTest
    @MethodSource
    void oneOtherValueMakesAnotherPolicy(Consumer<CheckPolicyBuilder> change) {
        CheckPolicyBuilder builder = CheckPolicy.builder();
        change.accept(builder);
        assertThat(builder.build()).isNotEqualTo(CheckPolicy.defaults());
    }

    @Test
    void whatFollowsThePeriodFollowsItInACopyToo() {
        CheckPolicy slower =
                CheckPolicy.defaults().toBuilder().period(ofSeconds(60)).build();
        assertThat(slower.maxAge()).isEqualTo(ofSeconds(60));
        assertThat(slower.staleAfter()).isEqualTo(ofSeconds(180));
        assertThat(slower.downPeriod()).isEqualTo(ofSeconds(60));
    }

    @Test
    void aCheckThatIsRarerWhileDownIsStaleLater() {
        CheckPolicy policy = CheckPolicy.builder().downPeriod(ofSeconds(60)).build();
        assertThat(policy.staleAfter()).isEqualTo(ofSeconds(180));
        assertThat(policy.downPeriodAfter()).isEqualTo(ofMinutes(5));
        assertThat(policy.period()).isEqualTo(ofSeconds(10));
    }

    @Test
    void theLimitsThemselvesAreAllowed() {
        CheckPolicy policy = CheckPolicy.builder()
                .period(Duration.ofDays(365))
                .jitter(0)
                .failureThreshold(64)
                .successThreshold(1, 64)
                .downPeriod(Duration.ofDays(365), Duration.ZERO)
                .tags("a", "a:b/c=d.e_f-g", "9", "x".repeat(100))
                .build();
        assertThat(policy.failureThreshold()).isEqualTo(64);
        assertThat(policy.failureWindow()).isEqualTo(64);
        assertThat(policy.successThreshold()).isEqualTo(1);
        assertThat(policy.downPeriodAfter()).isZero();
        assertThat(policy.tags()).hasSize(4);
        assertThat(CheckPolicy.builder().jitter(0.5).failureThreshold(1).build().jitter())
                .isEqualTo(0.5);
        assertThat(CheckPolicy.builder().maxAge(ofSeconds(30)).build().maxAge()).isEqualTo(ofSeconds(30));
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
                bad(p -> p.failureThreshold(0, 3), "failureThreshold: 0 (expected: at least 1)"),
                bad(p -> p.failureThreshold(65), "failureThreshold: 65 of the last 65 (expected: of at least 65 and"),
                bad(
                        p -> p.failureThreshold(3, 2),
                        "failureThreshold: 3 of the last 2 (expected: of at least 3 and at most 64)"),
                bad(
                        p -> p.successThreshold(2, 65),
                        "successThreshold: 2 of the last 65 (expected: of at least 2 and at most 64)"),
                bad(p -> p.downPeriod(Duration.ZERO), "downPeriod: PT0S (expected: > 0)"),
                bad(p -> p.downPeriod(ofSeconds(9)), "downPeriod: PT9S (expected: at least the period, PT10S)"),
                bad(p -> p.downPeriod(ofSeconds(60), ofMillis(-1)), "downPeriod after: PT-0.001S (expected: >= 0)"),
                bad(p -> p.downPeriod(ofSeconds(60), null), "downPeriod after: null (expected: a value)"),
                bad(
                        p -> p.downPeriod(ofSeconds(60)).staleAfter(ofSeconds(62)),
                        "staleAfter: PT1M2S (expected: more than period and timeout together, PT1M2S)"),
                bad(p -> p.tags("team orders"), "tags: \"team orders\" (expected: 1 to 100 letters"),
                bad(p -> p.tags(":orders"), "tags: \":orders\" (expected: 1 to 100 letters"),
                bad(p -> p.tags(""), "tags: \"\" (expected: 1 to 100 letters"),
                bad(p -> p.tags("x".repeat(101)), "tags: \"x"),
                bad(p -> p.tags((String) null), "tags: null (expected: a value)"),
                bad(p -> p.maintenance((MaintenanceWindow) null), "maintenance: null (expected: a value)"),
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
