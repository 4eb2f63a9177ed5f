package io.github.vitals.health.testkit;

import static io.github.vitals.health.HealthLifecycle.Phase.CLOSED;
import static io.github.vitals.health.HealthLifecycle.Phase.STARTED;
import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static io.github.vitals.health.testkit.HealthAssertions.assertThat;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HealthAssertionsTest {
    private final ManualScheduler time = new ManualScheduler();
    private final RecordedTransitions heard = new RecordedTransitions();
    private final ScriptedCheck db = ScriptedCheck.up();
    private final HealthRegistry health = HealthRegistry.builder()
            .scheduler(time)
            .clock(time)
            .listener(heard)
            .check("db", db, policy -> policy.jitter(0))
            .check("orders", ScriptedCheck.up(), policy -> policy.jitter(0).dependsOn("db"))
            .check("cache", ScriptedCheck.up(), policy -> policy.jitter(0).critical(false))
            .start();

    @BeforeEach
    void firstRuns() {
        time.pass(ZERO);
    }

    @AfterEach
    void close() {
        health.close();
    }

    private void dbGoesDown() {
        db.answers(HealthResult.down(FailureReason.AUTH, "user refused").detail("tries", 3));
        time.pass(ofSeconds(30));
    }

    private CheckState state(String name) {
        return health.state(name).orElseThrow();
    }

    private static void assertFails(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isExactlyInstanceOf(AssertionError.class).hasMessage(message);
    }

    @Nested
    class OfReports {
        @Test
        void whatIsTruePasses() {
            dbGoesDown();
            assertThat(health.report())
                    .is(DOWN)
                    .check("db")
                    .is(DOWN)
                    .because(FailureReason.AUTH)
                    .hasMessageContaining("refused")
                    .lastAnswered(DOWN)
                    .hasDetail("tries", 3);
            assertThat(health.report(HealthGroup.READINESS)).check("orders").hasRootCause("db");
            assertThat(health.report(HealthGroup.LIVENESS)).is(UP);
        }

        @Test
        void anotherStatusIsToldWithEveryCheck() {
            assertFails(
                    () -> assertThat(health.report(HealthGroup.READINESS)).is(DEGRADED),
                    "group readiness: UP of [db UP, orders UP, cache UP] (expected: DEGRADED)");
        }

        @Test
        void aCheckThatIsNotThereIsToldWithThoseThatAre() {
            assertFails(
                    () -> assertThat(health.report()).check("dbb"),
                    "group all: no check dbb (expected: one of db, orders, cache)");
        }
    }

    @Nested
    class OfChecks {
        @Test
        void anotherStatusIsToldWithTheLastResultAndTheStreak() {
            db.answers(HealthResult.down(FailureReason.AUTH, "user refused"));
            time.pass(ofSeconds(10));
            assertFails(
                    () -> assertThat(state("db")).is(DOWN),
                    "check db: UP, last result DOWN auth: user refused, 1 of 3 failures (expected: DOWN)");
        }

        @Test
        void anotherReasonIsToldWithTheMessage() {
            dbGoesDown();
            assertFails(
                    () -> assertThat(state("db")).because(FailureReason.TIMEOUT),
                    "check db: DOWN auth \"user refused\", last result DOWN auth: user refused (expected: reason timeout)");
            assertFails(
                    () -> assertThat(state("cache")).because(FailureReason.TIMEOUT),
                    "check cache: UP, last result UP (expected: reason timeout)");
        }

        @Test
        void anotherMessageRootCauseResultOrDetailIsTold() {
            dbGoesDown();
            assertFails(
                    () -> assertThat(state("db")).hasMessageContaining("PT2S"),
                    "check db: message \"user refused\" (expected: with \"PT2S\")");
            assertFails(
                    () -> assertThat(state("orders")).hasRootCause("cache"),
                    "check orders: root cause db (expected: cache)");
            assertFails(
                    () -> assertThat(state("db")).hasRootCause("cache"), "check db: root cause none (expected: cache)");
            assertFails(
                    () -> assertThat(state("orders")).lastAnswered(DOWN),
                    "check orders: DOWN dependency \"depends on db, which is down\", last result UP (expected: last"
                            + " result DOWN)");
            assertFails(
                    () -> assertThat(state("db")).hasDetail("tries", 4),
                    "check db: details {tries=3} (expected: tries=4)");
        }

        @Test
        void aCheckWithoutAResultIsToldAsSuch() {
            health.add("late", ScriptedCheck.up());
            assertFails(
                    () -> assertThat(state("late")).lastAnswered(UP),
                    "check late: UNKNOWN \"not checked yet\", last result none (expected: last result UP)");
            assertFails(() -> assertThat(state("late")).hasDetail("a", 1), "check late: details {} (expected: a=1)");
        }
    }

    @Nested
    class OfTransitions {
        @Test
        void whatIsTruePasses() {
            dbGoesDown();
            assertThat(heard).check("db").went(UNKNOWN, UP, DOWN).because(FailureReason.AUTH);
            assertThat(heard).group(HealthGroup.READINESS).went(UNKNOWN, UP, DOWN);
            assertThat(heard).check("cache").went(UNKNOWN, UP);
            assertThat(heard).group(HealthGroup.LIVENESS).neverChanged().went();
            health.close();
            assertThat(heard).lifecycle(STARTED, CLOSED);
        }

        @Test
        void anotherPathIsToldWithWhenAndWhy() {
            dbGoesDown();
            assertFails(() -> assertThat(heard).check("db").went(UNKNOWN, UP, DEGRADED), """
                    check db: UNKNOWN -> UP -> DOWN
                      2026-01-01T00:00:00Z UP
                      2026-01-01T00:00:21Z DOWN auth: user refused
                      (expected: UNKNOWN -> UP -> DEGRADED)""");
        }

        @Test
        void noChangeIsToldAsSuch() {
            assertFails(
                    () -> assertThat(heard).check("unheard").went(UP, DOWN),
                    "check unheard: no change (expected: UP -> DOWN)");
            assertFails(
                    () -> assertThat(heard).group(HealthGroup.LIVENESS).because(FailureReason.AUTH),
                    "group liveness: no change (expected: at last reason auth)");
            assertFails(
                    () -> assertThat(heard).check("cache").neverChanged(),
                    "check cache: UNKNOWN -> UP\n  2026-01-01T00:00:00Z UP\n  (expected: no change)");
        }

        @Test
        void whatWasForgottenDoesNotCount() {
            heard.clear();
            dbGoesDown();
            assertThat(heard).check("db").went(UP, DOWN);
            assertThat(heard).lifecycle();
            assertThat(heard.ofCheck("db")).hasSize(1).isEqualTo(heard.all().subList(0, 1));
            assertThat(heard.ofGroup(HealthGroup.READINESS)).hasSize(1);
        }

        @Test
        void aCheckNamedLikeAGroupIsToldApart() {
            health.add(
                    "readiness", ScriptedCheck.up(), policy -> policy.jitter(0).groups());
            time.pass(ofSeconds(1));
            assertThat(heard.ofCheck("readiness")).hasSize(1);
            assertThat(heard.ofCheck("startup")).isEmpty();
        }

        @Test
        void otherPhasesAreTold() {
            assertFails(
                    () -> assertThat(heard).lifecycle(STARTED, CLOSED),
                    "lifecycle: [STARTED] (expected: [STARTED, CLOSED])");
        }
    }
}
