package io.github.vitals.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {
    private final HealthRegistryBuilder builder = HealthRegistry.builder();
    private final HealthCheck check = context -> HealthResult.up();

    /** A check of something outside the process. */
    private static final HealthCheck EXTERNAL = new HealthCheck() {
        @Override
        public HealthResult check(CheckContext context) {
            return HealthResult.up();
        }

        @Override
        public boolean external() {
            return true;
        }
    };

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "-a",
                ".a",
                "ä",
                "a\nb",
                "a\"b",
                "{a}",
                "..",
                "a?b",
                "a%2Fb",
                "01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"
            })
    void namesThatAPathOrALabelCannotCarryAreRefused(String name) {
        assertThatThrownBy(() -> builder.check(name, check))
                .hasMessageStartingWith("name: ")
                .hasMessageContaining("(expected: ")
                .hasMessageNotContainingAny("\n");
    }

    @Test
    void criticalityInAGroupThatNobodyDeclaredIsRefused() {
        builder.check("db", check, policy -> policy.critical(HealthGroup.of("nightly"), false));
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("groups of db: nightly (expected: one of ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "orders-db", "0", "a.b_c-d", "A1", "z9Z"})
    void ordinaryNamesAreTaken(String name) {
        assertThatNoException().isThrownBy(() -> builder.check(name, check));
    }

    @Test
    void aNameIsTakenOnce() {
        builder.check("db", check);
        assertThatThrownBy(() -> builder.check("db", check))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name: \"db\" (expected: a name not registered yet)");
    }

    @Test
    void nullsAreRefusedByName() {
        assertThatThrownBy(() -> builder.check("db", null)).hasMessage("check: null (expected: a value)");
        assertThatThrownBy(() -> builder.check("db", check, (CheckPolicy) null))
                .hasMessage("policy: null (expected: a value)");
        assertThatThrownBy(() -> builder.group(null)).hasMessage("group: null (expected: a value)");
        assertThatThrownBy(() -> builder.listener(null)).hasMessage("listener: null (expected: a value)");
        assertThatThrownBy(() -> builder.clock(null)).hasMessage("clock: null (expected: a value)");
        assertThatThrownBy(() -> HealthCheck.async(null)).hasMessage("question: null (expected: a value)");
    }

    @Test
    void badNumbersAreRefusedByName() {
        assertThatThrownBy(() -> builder.threads(0)).hasMessage("threads: 0 (expected: at least 1)");
        assertThatThrownBy(() -> builder.deadline(Duration.ZERO)).hasMessage("deadline: PT0S (expected: > 0)");
        assertThatThrownBy(() -> HealthGroup.of("a b")).hasMessageStartingWith("group: \"a b\" (expected: ");
        assertThatThrownBy(() -> CheckContext.of("x", Duration.ZERO)).hasMessage("timeout: PT0S (expected: > 0)");
    }

    @Test
    void aBadPolicyIsReportedWithTheNameOfItsCheck() {
        assertThatThrownBy(() -> builder.check("db", check, policy -> policy.timeout(Duration.ofSeconds(20))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("check db: timeout: PT20S (expected: less than the period, PT10S)");
    }

    @Test
    void anUndeclaredGroupIsRefused() {
        builder.check("db", check, policy -> policy.groups(HealthGroup.of("chekcout")));
        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("groups of db: chekcout (expected: one of [all, liveness, readiness, startup],"
                        + " or declared with group(..))");
    }

    @Test
    void anUnknownDependencyIsRefused() {
        builder.check("db", check, policy -> policy.dependsOn("dsn")).check("dns", check);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dependsOn of db: dsn (expected: one of [db, dns])");
    }

    @Test
    void aCheckCannotDependOnItself() {
        builder.check("db", check, policy -> policy.dependsOn("db"));
        assertThatThrownBy(builder::build).hasMessage("dependsOn of db: db (expected: another check)");
    }

    @Test
    void aCircleOfDependenciesIsRefusedAndShown() {
        builder.check("a", check, policy -> policy.dependsOn("b"))
                .check("b", check, policy -> policy.dependsOn("c"))
                .check("c", check, policy -> policy.dependsOn("a"));
        assertThatThrownBy(builder::build).hasMessage("dependsOn: a -> b -> c -> a (expected: no circle)");
    }

    @Test
    void twoWaysToTheSameDependencyAreNoCircle() {
        builder.check("a", check, policy -> policy.dependsOn("b", "c"))
                .check("b", check, policy -> policy.dependsOn("d"))
                .check("c", check, policy -> policy.dependsOn("d"))
                .check("d", check);
        assertThatNoException().isThrownBy(() -> builder.build().close());
    }

    @Test
    void anExternalCheckIsRefusedInLivenessUnlessForced() {
        assertThatThrownBy(() -> builder.check("db", EXTERNAL, policy -> policy.groups(HealthGroup.LIVENESS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("groups of db: liveness (expected: not for an external check");
        assertThatNoException()
                .isThrownBy(() -> builder.check(
                        "db",
                        EXTERNAL,
                        policy -> policy.groups(HealthGroup.LIVENESS).forceLiveness()));
    }

    /** A check that is dear, and says so. */
    private static final HealthCheck DEAR = new HealthCheck() {
        @Override
        public HealthResult check(CheckContext context) {
            return HealthResult.up();
        }

        @Override
        public void defaults(CheckPolicyBuilder policy) {
            policy.period(Duration.ofMinutes(1)).timeout(Duration.ofSeconds(20)).critical(false);
        }
    };

    @Test
    void aCheckBringsItsOwnDefaultsAndItsUserHasTheLastWord() {
        CheckPolicy policy = Registration.policy("dear", DEAR, own -> own.timeout(Duration.ofSeconds(5)));
        assertThat(policy.period()).isEqualTo(Duration.ofMinutes(1));
        assertThat(policy.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.critical()).isFalse();
        assertThat(policy.failureThreshold()).as("nobody spoke of it").isEqualTo(3);
    }

    @Test
    void theDefaultsOfACheckHoldHoweverItIsRegistered() {
        try (HealthRegistry health = builder.check("first", DEAR).build()) {
            health.add("second", DEAR);
            assertThat(health.report().states())
                    .extracting(state -> state.policy().period())
                    .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(1));
        }
    }

    @Test
    void aWholePolicyIsTakenAsItIs() {
        try (HealthRegistry health =
                builder.check("dear", DEAR, CheckPolicy.defaults()).build()) {
            assertThat(health.state("dear").orElseThrow().policy()).isSameAs(CheckPolicy.defaults());
        }
    }

    @Test
    void anExternalCheckMayBeInAnyOtherGroupAndAnInternalOneInLiveness() {
        assertThatNoException().isThrownBy(() -> builder.check("db", EXTERNAL));
        assertThatNoException().isThrownBy(() -> builder.check("loop", check, own -> own.groups(HealthGroup.LIVENESS)));
    }

    @Test
    void aLongBadNameIsShownShortAndOnOneLine() {
        assertThatThrownBy(() -> builder.check("\n" + "x".repeat(200), check))
                .hasMessageStartingWith("name: \"?" + "x".repeat(99) + "…\" (expected: ");
        assertThatThrownBy(() -> builder.check(" " + "x".repeat(99), check))
                .hasMessageStartingWith("name: \" " + "x".repeat(99) + "\" (expected: ");
    }
}
