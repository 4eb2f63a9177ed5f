package io.github.vitals.health;

import static io.github.vitals.health.HealthGroup.LIVENESS;
import static io.github.vitals.health.HealthGroup.READINESS;
import static io.github.vitals.health.HealthGroup.STARTUP;
import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HealthRegistryTest {
    private static final CheckPolicy EXACT = Bench.exact().build();

    private final Scripted check = Scripted.up();

    private Bench started() {
        return Bench.started(health -> health.check("db", check, EXACT));
    }

    @Nested
    class RunningNow {
        @Test
        void runsHoweverFreshTheLastResultIs() {
            try (Bench bench = started()) {
                assertThat(bench.health.check("db").status()).isEqualTo(UP);
                assertThat(check.runs()).isEqualTo(1);
                check.answers(HealthResult.down("gone"));
                bench.time.pass(ofMillis(1));
                assertThat(bench.health.run("db").result().orElseThrow().message())
                        .isEqualTo("gone");
                assertThat(check.runs()).isEqualTo(2);
            }
        }

        @Test
        void aRunUnderWayIsJoined() {
            try (Bench bench = started()) {
                bench.time.pass(ofMillis(1));
                check.does(context -> {
                    check.answers(HealthResult.up());
                    assertThat(bench.health.run("db").pending()).isTrue();
                    return HealthResult.down("the first of the two");
                });
                assertThat(bench.health.run("db").result().orElseThrow().message())
                        .isEqualTo("the first of the two");
                assertThat(check.runs()).isEqualTo(2);
            }
        }

        @Test
        void whatIsPausedOrUnknownIsNotRun() {
            try (Bench bench = started()) {
                bench.health.pause("db");
                bench.time.pass(ofMillis(1));
                assertThat(bench.health.run("db").paused()).isTrue();
                assertThat(check.runs()).isEqualTo(1);
                assertThatThrownBy(() -> bench.health.run("nothing"))
                        .hasMessage("name: \"nothing\" (expected: one of [db])");
            }
        }
    }

    @Nested
    class Schedule {
        @Test
        void aCheckRunsAtOnceAndThenEveryPeriod() {
            try (Bench bench = started()) {
                assertThat(check.runs()).isEqualTo(1);
                bench.pass(ofMillis(9_999));
                assertThat(check.runs()).isEqualTo(1);
                bench.pass(ofMillis(1));
                assertThat(check.runs()).isEqualTo(2);
                bench.pass(ofMinutes(1));
                assertThat(check.runs()).isEqualTo(8);
            }
        }

        @Test
        void jitterMovesRunsWithinItsPartOfThePeriod() {
            Scripted jittered = Scripted.up();
            try (Bench bench = Bench.started(health -> health.check("db", jittered))) {
                bench.pass(ofSeconds(1));
                assertThat(jittered.runs())
                        .as("first run within jitter x period")
                        .isEqualTo(1);
                bench.pass(ofMinutes(100));
                assertThat(jittered.runs()).isBetween(6000 / 11, 6000 / 9 + 1);
            }
        }

        @Test
        void aFirstFailureIsConfirmedSoonThenThePeriodAgain() {
            try (Bench bench = started()) {
                check.answers(HealthResult.down("broken"));
                bench.pass(ofSeconds(10));
                assertThat(check.runs()).isEqualTo(2);
                bench.pass(ofSeconds(1));
                assertThat(check.runs()).as("confirmed after 1 s").isEqualTo(3);
                bench.pass(ofMillis(9_999));
                assertThat(check.runs()).isEqualTo(3);
                assertThat(bench.status("db")).isEqualTo(UP);
                assertThat(bench.state("db").streak()).isEqualTo("2 of 3 failures");
                bench.pass(ofMillis(1));
                assertThat(check.runs()).isEqualTo(4);
                assertThat(bench.status("db")).isEqualTo(DOWN);
            }
        }

        @Test
        void aCheckThatHasLongBeenDownIsRunMoreRarely() {
            CheckPolicy policy =
                    Bench.exact().downPeriod(ofSeconds(60), ofMinutes(5)).build();
            try (Bench bench =
                    Bench.started(health -> health.check("db", check.answers(HealthResult.down("broken")), policy))) {
                bench.pass(ofMinutes(5));
                assertThat(check.runs()).as("every 10 s for 5 min").isEqualTo(31);
                bench.pass(ofMillis(59_999));
                assertThat(check.runs()).isEqualTo(31);
                bench.pass(ofMillis(1));
                assertThat(check.runs()).isEqualTo(32);
                check.answers(HealthResult.up());
                bench.pass(ofMinutes(2));
                assertThat(check.runs()).isEqualTo(34);
                assertThat(bench.status("db")).isEqualTo(UP);
                bench.pass(ofSeconds(10));
                assertThat(check.runs()).as("up, and the period again").isEqualTo(35);
            }
        }

        @Test
        void aCheckThatIsLongOnlyDegradedKeepsItsPeriod() {
            CheckPolicy policy =
                    Bench.exact().downPeriod(ofSeconds(60), ofMinutes(5)).build();
            check.answers(HealthResult.degraded(FailureReason.SLOW, "slow"));
            try (Bench bench = Bench.started(health -> health.check("db", check, policy))) {
                bench.pass(ofMinutes(10));
                assertThat(check.runs()).isEqualTo(61);
            }
        }

        @Test
        void aBuiltRegistryRunsNothingByItself() {
            try (Bench bench = Bench.built(health -> health.check("db", check, EXACT))) {
                bench.pass(ofMinutes(5));
                assertThat(check.runs()).isZero();
                assertThat(bench.health.report().status()).isEqualTo(UNKNOWN);
            }
        }

        @Test
        void nothingRunsAfterClose() {
            try (Bench bench = started()) {
                bench.health.close();
                bench.pass(ofMinutes(1));
                assertThat(check.runs()).isEqualTo(1);
                assertThat(bench.health.check().status()).isEqualTo(UP);
                bench.health.close();
            }
        }
    }

    @Nested
    class Checking {
        @Test
        void bringsUpToDateWhatIsOlderThanItsMaxAge() {
            try (Bench bench = Bench.built(health -> health.check("db", check, EXACT))) {
                assertThat(bench.health.check().status()).isEqualTo(UP);
                bench.pass(ofSeconds(10));
                bench.health.check();
                assertThat(check.runs()).as("exactly as old as allowed").isEqualTo(1);
                bench.pass(ofMillis(1));
                bench.health.check();
                assertThat(check.runs()).isEqualTo(2);
            }
        }

        @Test
        void oneCheckAskedByNameIsRunOnlyWhenItsResultIsOlderThanItsMaxAge() {
            try (Bench bench = Bench.built(health -> health.check("db", check, EXACT))) {
                bench.health.check("db");
                bench.pass(ofSeconds(10));
                bench.health.check("db");
                assertThat(check.runs()).as("exactly as old as allowed").isEqualTo(1);
                bench.pass(Duration.ofNanos(1));
                bench.health.check("db");
                assertThat(check.runs()).isEqualTo(2);
            }
        }

        @Test
        void runsOnlyTheChecksOfTheGroup() {
            Scripted alive = Scripted.up();
            try (Bench bench = Bench.built(
                    health -> health.check("db", check).check("loop", alive, policy -> policy.groups(LIVENESS)))) {
                HealthReport report = bench.health.check(LIVENESS);
                assertThat(report.states()).extracting(CheckState::name).containsExactly("loop");
                assertThat(alive.runs()).isEqualTo(1);
                assertThat(check.runs()).isZero();
            }
        }

        @Test
        void runsOneCheckByName() {
            try (Bench bench = Bench.built(health -> health.check("db", check).check("other", Scripted.down()))) {
                CheckState state = bench.health.check("db");
                assertThat(state.status()).isEqualTo(UP);
                assertThat(state.pending()).isFalse();
                assertThat(bench.status("other")).isEqualTo(UNKNOWN);
            }
        }

        @Test
        void unknownNamesAndGroupsAreRefusedWithWhatThereIs() {
            try (Bench bench = started()) {
                assertThatThrownBy(() -> bench.health.check("nix"))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("name: \"nix\" (expected: one of [db])");
                assertThatThrownBy(() -> bench.health.check(HealthGroup.of("nix")))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("group: nix (expected: one of [")
                        .hasMessageContaining("readiness");
                assertThatThrownBy(() -> bench.health.report((HealthGroup) null))
                        .hasMessage("group: null (expected: a value)");
                assertThatThrownBy(() -> bench.health.check((String) null))
                        .hasMessage("name: null (expected: a value)");
            }
        }
    }

    @Nested
    class Reporting {
        @Test
        void theSameReportIsGivenWhileNothingChanges() {
            try (Bench bench = started()) {
                HealthReport report = bench.health.report();
                assertThat(bench.health.report()).isSameAs(report);
                assertThat(bench.health.check()).as("all fresh").isSameAs(report);
                bench.pass(ofSeconds(10));
                assertThat(bench.health.report()).isNotSameAs(report);
            }
        }

        @Test
        void bothTheJudgedStatusAndTheLastRawResultAreVisible() {
            try (Bench bench = started()) {
                check.answers(HealthResult.down(FailureReason.CONNECT_REFUSED, "nobody there"));
                bench.pass(ofSeconds(10));
                CheckState state = bench.state("db");
                assertThat(state.status()).isEqualTo(UP);
                assertThat(state.reason()).isEmpty();
                assertThat(state.result().orElseThrow().status()).isEqualTo(DOWN);
                assertThat(state.streak()).isEqualTo("1 of 3 failures");
                assertThat(state.failureStreak()).isEqualTo(1);
                assertThat(state.lastSuccess()).contains(bench.time.instant().minus(ofSeconds(10)));
            }
        }

        @Test
        void aCheckThatIsRecoveringStillTellsWhyItIsDown() {
            try (Bench bench =
                    Bench.started(health -> health.check("db", check.answers(HealthResult.down("broken")), EXACT))) {
                check.answers(HealthResult.up("fine again"));
                bench.pass(ofSeconds(10));
                CheckState state = bench.state("db");
                assertThat(state.status()).isEqualTo(DOWN);
                assertThat(state.message()).isEqualTo("broken");
                assertThat(state.reason()).contains(FailureReason.ASSERTION);
                assertThat(state.streak()).isEqualTo("1 of 2 successes");
                assertThat(state.successStreak()).isEqualTo(1);
                bench.pass(ofSeconds(10));
                assertThat(bench.state("db").message()).isEqualTo("fine again");
                assertThat(bench.state("db")).hasToString("db UP: fine again");
            }
        }

        @Test
        void sinceAndAgesFollowElapsedTimeNotTheWallClock() {
            try (Bench bench = started()) {
                var since = bench.state("db").since();
                bench.time.jumpWallClock(Duration.ofHours(-5));
                bench.pass(ofSeconds(4));
                assertThat(bench.state("db").age()).contains(ofSeconds(4));
                assertThat(bench.state("db").lasting()).isEqualTo(ofSeconds(4));
                assertThat(bench.state("db").since()).isEqualTo(since);
                assertThat(bench.health.report().lasting()).isEqualTo(ofSeconds(4));
            }
        }

        @Test
        void flappingIsShownAlthoughTheThresholdsHideIt() {
            try (Bench bench = started()) {
                check.does(context -> check.runs() % 2 == 0 ? HealthResult.down("even") : HealthResult.up());
                assertThat(bench.state("db").flapping()).isFalse();
                bench.pass(ofMinutes(2));
                assertThat(bench.status("db")).isEqualTo(UP);
                assertThat(bench.state("db").flapping()).isTrue();
            }
        }

        @Test
        void aCheckAndItsGroupSaySinceWhenTheyAreWhatTheyAre() {
            List<HealthTransition> heard = new ArrayList<>();
            CheckPolicy strict = Bench.exact().failureThreshold(1).build();
            try (Bench bench =
                    Bench.started(health -> health.check("db", check, strict).listener(heard::add))) {
                check.answers(HealthResult.down("broken"));
                bench.pass(ofSeconds(10));
                Instant changed = bench.time.instant();
                bench.pass(ofSeconds(25));
                assertThat(bench.state("db").since()).isEqualTo(changed);
                assertThat(bench.state("db").lasting()).isEqualTo(ofSeconds(25));
                assertThat(bench.health.report(READINESS).since()).isEqualTo(changed);
                assertThat(bench.health.report(READINESS).lasting()).isEqualTo(ofSeconds(25));
                assertThat(heard)
                        .filteredOn(transition -> transition.to() == DOWN)
                        .extracting(HealthTransition::name)
                        .containsExactly("db", "all", "readiness");
                assertThat(heard)
                        .filteredOn(transition -> transition.to() == DOWN)
                        .extracting(HealthTransition::lasted)
                        .containsOnly(ofSeconds(10));
                assertThat(heard).allMatch(transition -> transition.from() != transition.to());
            }
        }

        @Test
        void aCheckNotRunYetIsUnknownAndSaysSo() {
            try (Bench bench = Bench.built(health -> health.check("db", check))) {
                CheckState state = bench.state("db");
                assertThat(state.status()).isEqualTo(UNKNOWN);
                assertThat(state.message()).isEqualTo("not checked yet");
                assertThat(state.result()).isEmpty();
                assertThat(state.checkedAt()).isEmpty();
                assertThat(state.duration()).isEmpty();
                assertThat(state.durationNanos()).isZero();
                assertThat(state.age()).isEmpty();
                assertThat(state.lastSuccess()).isEmpty();
                assertThat(state.stuck()).isFalse();
                assertThat(state.policy().period()).isEqualTo(ofSeconds(10));
            }
        }

        @Test
        void reportsFindTheirStatesByName() {
            try (Bench bench = started()) {
                assertThat(bench.health.report().state("db")).isPresent();
                assertThat(bench.health.report().state("nix")).isEmpty();
                assertThat(bench.health.state("nix")).isEmpty();
                assertThat(bench.health.report()).hasToString("all UP [db UP]");
            }
        }
    }

    @Nested
    class Staleness {
        @Test
        void aResultOlderThanItsLimitIsUnknown() {
            try (Bench bench = Bench.built(health -> health.check("db", check, EXACT))) {
                bench.health.check();
                bench.pass(ofMillis(29_999));
                assertThat(bench.health.report(READINESS).status()).isEqualTo(UP);
                bench.pass(ofMillis(1));
                CheckState state = bench.state("db");
                assertThat(state.status()).isEqualTo(UNKNOWN);
                assertThat(state.stale()).isTrue();
                assertThat(state.reason()).contains(FailureReason.STALE);
                assertThat(state.message()).isEqualTo("the last result is older than PT30S");
                assertThat(bench.health.report(READINESS).status()).isEqualTo(UNKNOWN);
            }
        }

        @Test
        void afterItTheNextResultDecides() {
            try (Bench bench = Bench.built(health -> health.check("db", check, EXACT))) {
                bench.health.check();
                bench.pass(ofMinutes(1));
                check.answers(HealthResult.down("broken"));
                assertThat(bench.health.check().status()).isEqualTo(DOWN);
                assertThat(bench.state("db").stale()).isFalse();
            }
        }

        @Test
        void aRunThatFindsNoThreadMakesItsCheckStale() {
            try (Bench bench = started()) {
                bench.holdWork();
                bench.pass(ofSeconds(31));
                assertThat(bench.state("db").stale()).isTrue();
                bench.work();
                assertThat(bench.status("db")).isEqualTo(UP);
            }
        }
    }

    @Nested
    class Groups {
        @Test
        void aCriticalDownMakesTheGroupDown() {
            try (Bench bench = Bench.started(health -> health.check("a", check).check("b", Scripted.down()))) {
                bench.pass(ofSeconds(2));
                assertThat(bench.health.report(READINESS).status()).isEqualTo(DOWN);
                assertThat(bench.health.report().status()).isEqualTo(DOWN);
            }
        }

        @Test
        void aNonCriticalDownMakesItDegraded() {
            try (Bench bench = Bench.started(
                    health -> health.check("a", check).check("b", Scripted.down(), policy -> policy.critical(false)))) {
                bench.pass(ofSeconds(2));
                assertThat(bench.health.report(READINESS).status()).isEqualTo(DEGRADED);
            }
        }

        @Test
        void criticalityMayDifferPerGroup() {
            HealthGroup checkout = HealthGroup.of("checkout");
            try (Bench bench = Bench.started(health -> health.group(checkout)
                    .check(
                            "b",
                            Scripted.down(),
                            policy -> policy.groups(READINESS, checkout).critical(checkout, false)))) {
                bench.pass(ofSeconds(2));
                assertThat(bench.health.report(READINESS).status()).isEqualTo(DOWN);
                assertThat(bench.health.report(checkout).status()).isEqualTo(DEGRADED);
                assertThat(bench.health.groups())
                        .containsExactlyInAnyOrder(HealthGroup.ALL, LIVENESS, READINESS, STARTUP, checkout);
            }
        }

        @Test
        void anEmptyGroupIsUp() {
            try (Bench bench = Bench.started(health -> health.check("b", Scripted.down()))) {
                assertThat(bench.health.report(LIVENESS).status()).isEqualTo(UP);
                assertThat(bench.health.report(LIVENESS).states()).isEmpty();
            }
            try (Bench bench = Bench.started(health -> health)) {
                assertThat(bench.health.check().status()).isEqualTo(UP);
            }
        }

        @Test
        void startupIsUpOnceEveryCriticalCheckHasPassedAndStaysSo() {
            Scripted slow = Scripted.down();
            try (Bench bench = Bench.started(health -> health.check("a", check, EXACT)
                    .check("b", slow, EXACT)
                    .check("c", Scripted.down(), policy -> policy.critical(false)))) {
                assertThat(bench.health.report(STARTUP).status()).isEqualTo(DOWN);
                slow.answers(HealthResult.up());
                bench.pass(ofSeconds(10));
                assertThat(bench.status("b"))
                        .as("one success is not a recovery yet")
                        .isEqualTo(DOWN);
                assertThat(bench.health.report(STARTUP).status()).isEqualTo(UP);
                check.answers(HealthResult.down("broken"));
                bench.pass(ofMinutes(5));
                assertThat(bench.health.report(STARTUP).status()).isEqualTo(UP);
                bench.health.add("late", Scripted.down());
                bench.pass(ofMinutes(1));
                assertThat(bench.health.report(STARTUP).status()).isEqualTo(UP);
            }
        }

        @Test
        void startupWithoutChecksIsUpButHasNotStartedUp() {
            try (Bench bench = Bench.started(health -> health.check("a", Scripted.down(), EXACT))) {
                bench.health.remove("a");
                assertThat(bench.health.report(STARTUP).status()).isEqualTo(UP);
                bench.health.add("b", Scripted.down(), EXACT);
                bench.pass(Duration.ZERO);
                assertThat(bench.health.report(STARTUP).status()).isEqualTo(DOWN);
            }
        }

        @Test
        void startupIsUnknownBeforeTheFirstResults() {
            try (Bench bench = Bench.built(health -> health.check("a", check))) {
                assertThat(bench.health.report(STARTUP).status()).isEqualTo(UNKNOWN);
            }
        }
    }

    @Nested
    class DependenciesBetweenChecks {
        private final Scripted dns = Scripted.up();
        private final Scripted network = Scripted.up();

        private Bench chain() {
            return Bench.started(health -> health.check(
                            "payments", check, Bench.exact().dependsOn("dns").build())
                    .check(
                            "dns",
                            dns,
                            Bench.exact()
                                    .dependsOn("network")
                                    .failureThreshold(1)
                                    .build())
                    .check(
                            "network",
                            network,
                            Bench.exact()
                                    .failureThreshold(1)
                                    .successThreshold(1)
                                    .build()));
        }

        @Test
        void whatDependsOnADownCheckIsDownAndNamesTheRoot() {
            try (Bench bench = chain()) {
                network.answers(HealthResult.down("cable cut"));
                bench.pass(ofSeconds(10));
                CheckState payments = bench.state("payments");
                assertThat(payments.status()).isEqualTo(DOWN);
                assertThat(payments.reason()).contains(FailureReason.DEPENDENCY);
                assertThat(payments.rootCause()).contains("network");
                assertThat(payments.message()).isEqualTo("depends on network, which is down");
                assertThat(payments.result().orElseThrow().status())
                        .as("its own answer")
                        .isEqualTo(UP);
                assertThat(bench.state("dns").rootCause()).contains("network");
                assertThat(bench.state("network").rootCause()).isEmpty();
            }
        }

        @Test
        void whenTheRootRecoversSoDoesWhatDependsOnIt() {
            try (Bench bench = chain()) {
                network.answers(HealthResult.down("cable cut"));
                bench.pass(ofSeconds(10));
                network.answers(HealthResult.up());
                bench.pass(ofSeconds(10));
                assertThat(bench.status("payments")).isEqualTo(UP);
                assertThat(bench.state("payments").rootCause()).isEmpty();
            }
        }

        @Test
        void theRootIsNamedAnewWhenItMoves() {
            try (Bench bench = chain()) {
                network.answers(HealthResult.down("cable cut"));
                dns.answers(HealthResult.down("no answer"));
                bench.pass(ofSeconds(10));
                assertThat(bench.state("payments").rootCause()).contains("network");
                network.answers(HealthResult.up());
                bench.pass(ofSeconds(10));
                assertThat(bench.state("payments").rootCause()).contains("dns");
            }
        }
    }

    @Nested
    class Catalogue {
        @Test
        void checksArePickedByTheirTags() {
            try (Bench bench = Bench.started(
                    health -> health.check("db", Scripted.up(), policy -> policy.tags("team:orders", "storage"))
                            .check("cache", Scripted.up(), policy -> policy.tags("storage"))
                            .check("queue", Scripted.up()))) {
                HealthReport report = bench.health.report();
                assertThat(report.tagged("storage"))
                        .extracting(CheckState::name)
                        .containsExactly("db", "cache");
                assertThat(report.tagged("team:orders"))
                        .extracting(CheckState::name)
                        .containsExactly("db");
                assertThat(report.tagged("nobody")).isEmpty();
            }
        }

        @Test
        void checksComeAndGoAtRunTime() {
            try (Bench bench = started()) {
                Scripted late = Scripted.up();
                bench.health.add("late", late);
                assertThat(bench.status("late")).isEqualTo(UNKNOWN);
                assertThat(bench.health.report(READINESS).status()).isEqualTo(UP);
                bench.pass(ofSeconds(2));
                assertThat(bench.status("late")).isEqualTo(UP);
                assertThat(bench.health.remove("late")).isTrue();
                assertThat(bench.health.remove("late")).isFalse();
                bench.pass(ofMinutes(1));
                assertThat(late.runs()).isEqualTo(1);
                assertThat(bench.health.report().states())
                        .extracting(CheckState::name)
                        .containsExactly("db");
            }
        }

        @Test
        void aCheckAddedAtRunTimeCountsFromItsFirstResultOn() {
            try (Bench bench = started()) {
                bench.health.add("late", Scripted.down());
                assertThat(bench.health.report(READINESS).status()).isEqualTo(UP);
                bench.pass(ofSeconds(2));
                assertThat(bench.health.report(READINESS).status()).isEqualTo(DOWN);
            }
        }

        @Test
        void aRemovedFailingCheckNoLongerKeepsTheGroupDown() {
            try (Bench bench = Bench.started(health -> health.check("a", check).check("b", Scripted.down()))) {
                bench.pass(ofSeconds(2));
                bench.health.remove("b");
                assertThat(bench.health.report(READINESS).status()).isEqualTo(UP);
            }
        }

        @Test
        void aCheckThatOthersDependOnIsNotRemoved() {
            try (Bench bench = Bench.started(
                    health -> health.check("a", check).check("b", Scripted.up(), policy -> policy.dependsOn("a")))) {
                assertThatThrownBy(() -> bench.health.remove("a"))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("name: \"a\" (expected: a check that no other depends on; b does)");
                bench.health.remove("b");
                assertThat(bench.health.remove("a")).isTrue();
            }
        }

        @Test
        void aCheckAddedBehindADownOneIsDownAtOnce() {
            try (Bench bench = Bench.started(health -> health.check("a", Scripted.down(), EXACT))) {
                bench.health.add(
                        "b", check, CheckPolicy.builder().dependsOn("a").build());
                assertThat(bench.state("b").reason()).contains(FailureReason.DEPENDENCY);
                bench.health.remove("b");
                assertThat(bench.health.remove("a")).isTrue();
            }
        }

        @Test
        void badAdditionsAreRefusedAndChangeNothing() {
            try (Bench bench = started()) {
                assertThatThrownBy(() -> bench.health.add("db", check))
                        .hasMessage("name: \"db\" (expected: a name not registered yet)");
                assertThatThrownBy(() -> bench.health.add(
                                "x",
                                check,
                                CheckPolicy.builder().dependsOn("nix").build()))
                        .hasMessage("dependsOn of x: nix (expected: one of [db])");
                assertThatThrownBy(() -> bench.health.add(
                                "x",
                                check,
                                CheckPolicy.builder()
                                        .groups(HealthGroup.of("nix"))
                                        .build()))
                        .hasMessageStartingWith("groups of x: nix (expected: one of [");
                assertThat(bench.health.report().states()).hasSize(1);
            }
        }
    }
}
