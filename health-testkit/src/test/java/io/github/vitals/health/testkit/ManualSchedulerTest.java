package io.github.vitals.health.testkit;

import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static io.github.vitals.health.testkit.HealthAssertions.assertThat;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ManualSchedulerTest {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    /** Without jitter, so that runs come exactly at their period of 10 s. */
    private static final CheckPolicy EXACT = CheckPolicy.builder().jitter(0).build();

    private final ManualScheduler time = new ManualScheduler();
    private final ScriptedCheck db = ScriptedCheck.up();
    private HealthRegistry health = HealthRegistry.builder().build();

    @AfterEach
    void close() {
        db.release();
        health.close();
    }

    private void start(UnaryOperator<HealthRegistryBuilder> checks) {
        health = checks.apply(HealthRegistry.builder().scheduler(time).clock(time))
                .start();
        time.pass(ZERO);
    }

    private void startWith(HealthCheck check) {
        start(builder -> builder.check("db", check, EXACT));
    }

    private CheckState db() {
        return health.state("db").orElseThrow();
    }

    @Nested
    class Passing {
        @Test
        void whatIsDueHappensOnTheWayAndAtTheEndButNotBefore() {
            startWith(db);
            assertThat(db.runs()).isEqualTo(1);
            time.pass(ofMillis(9_999));
            assertThat(db.runs()).isEqualTo(1);
            time.pass(ofMillis(1));
            assertThat(db.runs()).isEqualTo(2);
            time.pass(ofSeconds(30));
            assertThat(db.runs()).isEqualTo(5);
        }

        @Test
        void eachRunSeesTheTimeAtWhichItIsDue() {
            List<Duration> seen = new ArrayList<>();
            startWith(context -> {
                seen.add(Duration.between(BEGINNING, time.instant()));
                seen.add(Duration.ofNanos(time.read()));
                return HealthResult.up();
            });
            time.pass(ofSeconds(25));
            assertThat(seen).containsExactly(ZERO, ZERO, ofSeconds(10), ofSeconds(10), ofSeconds(20), ofSeconds(20));
            assertThat(time.instant()).isEqualTo(BEGINNING.plusSeconds(25));
        }

        @Test
        void nothingHappensUnlessTimePasses() {
            startWith(db);
            time.pass(ofSeconds(1));
            int runs = db.runs();
            health.report();
            assertThat(db.runs()).isEqualTo(runs).isEqualTo(1);
            assertThat(db().age()).contains(ofSeconds(1));
        }

        @Test
        void whoAsksIsAnsweredAtOnceWithoutTimePassing() {
            health = HealthRegistry.builder()
                    .scheduler(time)
                    .clock(time)
                    .check("db", db.answers(HealthResult.down("gone")))
                    .build();
            assertThat(health.check()).is(DOWN);
            assertThat(time.read()).isZero();
        }

        @Test
        void listenersAreToldBeforePassReturnsAndMayKeepPlainCollections() {
            List<String> told = new ArrayList<>();
            start(builder -> builder.check("db", db, EXACT).listener(change -> told.add(change.name())));
            assertThat(told).containsExactly("db", "all", "readiness", "startup");
        }

        @Test
        void aCheckThatThrowsAnErrorIsDownAndTimeGoesOn() {
            startWith(ScriptedCheck.throwing(new AssertionError("broken")));
            time.pass(Duration.ofDays(1));
            assertThat(db()).is(DOWN).because(FailureReason.EXCEPTION);
            assertThat(db().failureStreak()).isGreaterThan(8_000);
        }

        @Test
        void aStageThatDoesNotCompleteTimesOutInManualTime() {
            CompletableFuture<HealthResult> never = new CompletableFuture<>();
            startWith(HealthCheck.async(context -> never));
            time.pass(ofMillis(1_999));
            assertThat(db()).is(UNKNOWN);
            time.pass(ofMillis(1));
            assertThat(db()).is(DOWN).because(FailureReason.TIMEOUT);
            assertThat(never).isCancelled();
        }

        @Test
        void aStageThatIsCompletedByTheTestCounts() {
            CompletableFuture<HealthResult> answer = new CompletableFuture<>();
            startWith(HealthCheck.async(context -> answer));
            time.pass(ofSeconds(1));
            answer.complete(HealthResult.up("at last"));
            assertThat(db()).is(UP).hasMessageContaining("at last");
        }

        @Test
        void noThreadWaitsForWorkWhileTimeStands() {
            startWith(db);
            time.pass(ofHours(1));
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("manual-worker")));
        }

        @Test
        void severalThreadsMayAskAtOnce() throws Exception {
            startWith(db);
            ExecutorService callers = Executors.newFixedThreadPool(4);
            AtomicInteger asked = new AtomicInteger();
            try {
                List<Future<?>> calls = new ArrayList<>();
                for (int caller = 0; caller < 4; caller++) {
                    calls.add(callers.submit(() -> {
                        for (int call = 0; call < 500; call++) {
                            time.pass(ofSeconds(1));
                            assertThat(health.check("db")).is(UP);
                            asked.incrementAndGet();
                        }
                    }));
                }
                for (Future<?> call : calls) {
                    call.get();
                }
            } finally {
                callers.shutdownNow();
            }
            assertThat(asked).hasValue(2_000);
            assertThat(Duration.ofNanos(time.read())).isEqualTo(ofSeconds(2_000));
            assertThat(db.runs()).isGreaterThanOrEqualTo(200);
        }
    }

    @Nested
    class Hanging {
        @Test
        void aHangingCheckTimesOutInManualTimeIsInterruptedAndRunsAgain() {
            startWith(ScriptedCheck.hanging());
            time.pass(ofMillis(1_999));
            assertThat(db()).is(UNKNOWN);
            time.pass(ofMillis(1));
            assertThat(db()).is(DOWN).because(FailureReason.TIMEOUT).hasMessageContaining("no answer within PT2S");
            assertThat(db().duration()).contains(ofSeconds(2));
            time.pass(ofSeconds(30));
            assertThat(db()).because(FailureReason.TIMEOUT);
            assertThat(db().failureStreak()).isGreaterThan(2);
        }

        @Test
        void whatHangsIsInterruptedAsOnARealThread() {
            List<Class<?>> thrown = new ArrayList<>();
            ScriptedCheck hanging = ScriptedCheck.hanging();
            startWith(context -> {
                try {
                    return hanging.check(context);
                } catch (InterruptedException interrupted) {
                    thrown.add(interrupted.getClass());
                    throw interrupted;
                }
            });
            time.pass(ofSeconds(5));
            assertThat(thrown).containsExactly(InterruptedException.class);
        }

        @Test
        void eachInterruptReachesWhatHangs() {
            startWith(db.becomes(ScriptedCheck.hanging()));
            time.pass(ofHours(1));
            assertThat(db()).because(FailureReason.TIMEOUT);
            assertThat(db.runs()).isEqualTo(361);
        }

        @Test
        void aDeafCheckIsStuckWithItsStackAndIsNotStartedAgainUntilItComesBack() {
            db.becomes(ScriptedCheck.deaf());
            startWith(db);
            time.pass(ofSeconds(30));
            assertThat(db()).is(DOWN).because(FailureReason.STUCK).hasMessageContaining("no answer yet after PT");
            assertThat((String) db().result().orElseThrow().details().get("stack"))
                    .contains("ScriptedCheck");
            assertThat(db.runs()).isEqualTo(1);
            db.answers(HealthResult.up());
            db.release();
            time.pass(ofSeconds(20));
            assertThat(db()).is(UP);
            assertThat(db.runs()).isGreaterThan(2);
        }

        @Test
        void aHangingCheckHoldsUpNoOtherThatIsDueAtTheSameTime() {
            ScriptedCheck cache = ScriptedCheck.up();
            start(builder -> builder.check("db", db.becomes(ScriptedCheck.deaf()), EXACT)
                    .check("second", ScriptedCheck.hanging(), EXACT)
                    .check("cache", cache, EXACT));
            assertThat(health.state("cache").orElseThrow()).is(UP);
            time.pass(ofSeconds(100));
            assertThat(cache.runs()).isEqualTo(11);
        }

        @Test
        void whatIsReleasedGoesOnAtOnce() {
            startWith(db.becomes(ScriptedCheck.hanging()));
            time.pass(ofSeconds(1));
            db.release();
            assertThat(db()).is(UP);
            assertThat(db().duration()).contains(ofSeconds(1));
        }

        @Test
        void aSlowCheckTakesItsTimeInManualTime() {
            startWith(ScriptedCheck.slow(ofMillis(250)));
            time.pass(ofMillis(249));
            assertThat(db()).is(UNKNOWN);
            time.pass(ofSeconds(1));
            assertThat(db()).is(UP);
            assertThat(db().duration()).contains(ofMillis(250));
        }

        @Test
        void aCheckThatIsSlowerThanItsTimeoutIsGivenUp() {
            startWith(ScriptedCheck.slow(ofSeconds(3)));
            time.pass(ofSeconds(5));
            assertThat(db()).is(DOWN).because(FailureReason.TIMEOUT);
        }

        @Test
        void askingForACheckThatHangsIsAnsweredAtTheDeadlineInRealTime() {
            health = HealthRegistry.builder()
                    .scheduler(time)
                    .clock(time)
                    .deadline(ofMillis(20))
                    .check("db", ScriptedCheck.hanging())
                    .check("cache", ScriptedCheck.up())
                    .build();
            assertThat(health.check("db").pending()).isTrue();
            assertThat(health.check()).check("cache").is(UP);
        }

        @Test
        void closingAndRemovingEndWhatHangs() {
            start(builder -> builder.check("db", ScriptedCheck.hanging(), EXACT)
                    .check("second", ScriptedCheck.hanging(), EXACT)
                    .check("third", ScriptedCheck.hanging(), EXACT));
            health.remove("third");
            health.close();
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("manual-worker")));
        }

        @Test
        void workThatBlocksForRealIsGivenUpWithAWordOnWhereItIs() {
            ManualScheduler impatient = new ManualScheduler(ofSeconds(2));
            CountDownLatch over = new CountDownLatch(1);
            HealthRegistry registry = HealthRegistry.builder()
                    .scheduler(impatient)
                    .clock(impatient)
                    .check("blocking", context -> {
                        over.await();
                        return HealthResult.up();
                    })
                    .start();
            assertThatThrownBy(() -> impatient.pass(ofSeconds(10)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("work: not done after PT2S of real time (expected: a check that ends by itself,"
                            + " or ScriptedCheck.hanging())")
                    .satisfies(failure -> assertThat(failure.getCause().getStackTrace())
                            .anyMatch(frame -> frame.getClassName().contains("CountDownLatch")));
            over.countDown();
            registry.close();
        }

        @Test
        void anInterruptOfTheTestIsKeptForTheTest() {
            startWith(db);
            Thread.currentThread().interrupt();
            time.pass(ofSeconds(30));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(db.runs()).isEqualTo(4);
        }
    }

    @Nested
    class Apart {
        @Test
        void aJumpOfTheWallClockTouchesNoVerdictAndNoElapsedTime() {
            startWith(db);
            time.jumpWallClock(ofHours(-5));
            assertThat(time.instant()).isEqualTo(BEGINNING.minus(ofHours(5)));
            assertThat(time.read()).isZero();
            time.pass(ofSeconds(30));
            assertThat(db()).is(UP);
            assertThat(db.runs()).isEqualTo(4);
        }

        @Test
        void whileTheProcessStandsStillNothingIsDoneAndNothingIsHeldAgainstAnybody() {
            startWith(db);
            time.pass(ofSeconds(1));
            time.standStill(ofHours(9));
            assertThat(db.runs()).isEqualTo(1);
            time.hold();
            time.pass(ofSeconds(1));
            assertThat(db()).is(UP);
            time.work();
            assertThat(db.runs()).isEqualTo(2);
            assertThat(db().lag().orElseThrow()).isGreaterThan(ofHours(8));
        }

        @Test
        void aRunDuringWhichTheProcessStoodStillHasTheTimeThatItLost() {
            startWith(ScriptedCheck.slow(ofSeconds(1)));
            time.pass(ofMillis(500));
            time.standStill(ofSeconds(30));
            time.pass(ofMillis(500));
            assertThat(db()).is(UP);
            assertThat(db().lag().orElseThrow()).isBetween(ofSeconds(29), ofSeconds(30));
        }

        @Test
        void withoutAFreeThreadRunsWaitAndGrowStale() {
            startWith(db);
            time.hold();
            time.pass(ofSeconds(40));
            assertThat(db()).is(UNKNOWN).because(FailureReason.STALE);
            assertThat(db.runs()).isEqualTo(1);
            time.work();
            assertThat(db()).is(UP);
            assertThat(db.runs()).isEqualTo(2);
        }
    }

    @Nested
    class Refuses {
        @Test
        void aSecondRegistry() {
            startWith(db);
            HealthRegistryBuilder second = HealthRegistry.builder().scheduler(time);
            assertThatThrownBy(second::build)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "scheduler: serves a registry already (expected: a new ManualScheduler for each registry)");
        }

        @Test
        void toPassTimeForNobody() {
            assertThatThrownBy(() -> time.pass(ofSeconds(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("registry: none (expected: one built with scheduler(..))");
        }

        @Test
        void timeThatRunsBackwards() {
            startWith(db);
            assertThatThrownBy(() -> time.pass(ofSeconds(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("duration: PT-1S (expected: >= 0)");
            assertThatThrownBy(() -> time.standStill(ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void aCheckThatPassesTimeItself() {
            startWith(context -> {
                time.pass(ofSeconds(1));
                return HealthResult.up();
            });
            assertThat(db())
                    .is(DOWN)
                    .because(FailureReason.EXCEPTION)
                    .hasMessageContaining("pass(PT1S): called by a check or a listener (expected: by the test;");
        }
    }
}
