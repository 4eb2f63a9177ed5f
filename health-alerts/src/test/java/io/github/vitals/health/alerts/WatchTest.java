package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthListener;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.Measurement;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.history.ManualHistory;
import io.github.vitals.health.testkit.ManualScheduler;
import io.github.vitals.health.testkit.ScriptedCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What one instance sees of a registry whose time passes when the test says so. */
class WatchTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final HealthResult DOWN = HealthResult.down(FailureReason.CONNECT_REFUSED, "refused");

    private final ManualScheduler time = new ManualScheduler();
    private final ScriptedCheck db = ScriptedCheck.up();
    private final HealthRegistry health =
            HealthRegistry.builder().scheduler(time).clock(time).start();
    private final List<HealthTransition> transitions = new ArrayList<>();
    private int threshold = 1;
    private @Nullable HealthHistory history;
    private Watch watch = watch();

    private final HealthListener listener = new HealthListener() {
        @Override
        public void onTransition(HealthTransition transition) {
            transitions.add(transition);
            watch.changed(transition, time.instant());
        }

        @Override
        public void onRun(CheckState state) {
            watch.ran(state, time.instant());
        }

        @Override
        public void onRemoved(CheckState state) {
            watch.removed(state.name());
        }
    };

    WatchTest() {
        health.listen(listener);
    }

    private Watch watch(AlertRule... rules) {
        return new Watch(health, List.of(rules), history, "orders", "orders-1", time.instant());
    }

    private void rule(UnaryOperator<AlertRuleBuilder> options) {
        watch = watch(options.apply(AlertRule.builder("rule").clearAfter(Duration.ZERO))
                .build());
    }

    private WatchTest check(String name, HealthCheck check) {
        return check(name, check, policy -> policy);
    }

    private WatchTest check(String name, HealthCheck check, UnaryOperator<CheckPolicyBuilder> policy) {
        health.add(
                name,
                check,
                it -> policy.apply(
                        it.failureThreshold(threshold).successThreshold(1).jitter(0)));
        return pass(MINUTE);
    }

    private WatchTest pass(Duration duration) {
        for (long i = 0; i < duration.toSeconds(); i++) {
            time.pass(SECOND);
            if (history != null) {
                ManualHistory.beat(history);
            }
            watch.tick(time.instant());
        }
        return this;
    }

    private Collection<Sighting> seen() {
        return watch.sightings(time.instant()).values();
    }

    private Sighting only() {
        assertThat(seen()).hasSize(1);
        return seen().iterator().next();
    }

    @AfterEach
    void close() {
        health.close();
    }

    @Test
    void aCheckThatTheServiceDoesWithoutIsAWarningWhenItIsDownUnlessTheRuleSaysOtherwise() {
        rule(it -> it.eachCheck().status(HealthStatus.DOWN));
        check("db", ScriptedCheck.of(DOWN));
        check("cache", ScriptedCheck.of(DOWN), it -> it.critical(false));
        pass(MINUTE);
        assertThat(seen())
                .extracting(each -> each.name() + " " + each.severity().label())
                .containsExactlyInAnyOrder("db critical", "cache warning");
        rule(it -> it.eachCheck().status(HealthStatus.DOWN).severity(AlertSeverity.CRITICAL));
        pass(MINUTE);
        assertThat(seen()).extracting(Sighting::severity).containsOnly(AlertSeverity.CRITICAL);
    }

    @Nested
    class Status {
        @Test
        void whatIsDownIsSeenAndThatItIsUpAgain() {
            rule(rule -> rule.check("db"));
            check("db", db);
            assertThat(seen()).isEmpty();
            db.answers(DOWN);
            pass(MINUTE);
            assertThat(only().finding().reason()).contains(FailureReason.CONNECT_REFUSED);
            assertThat(only().severity()).isEqualTo(AlertSeverity.CRITICAL);
            assertThat(only().finding().lastGood()).isPresent();
            db.answers(HealthResult.up());
            assertThat(pass(MINUTE).seen()).isEmpty();
        }

        @Test
        void aBlipBetweenTwoLooksIsNotMissed() {
            rule(rule -> rule.check("db").clearAfter(Duration.ofSeconds(30)));
            check("db", db, policy -> policy.period(Duration.ofMillis(300)).timeout(Duration.ofMillis(100)));
            db.answers(DOWN, HealthResult.up());
            transitions.clear();
            time.pass(Duration.ofMillis(900));
            assertThat(transitions)
                    .filteredOn(each -> each.name().equals("db"))
                    .extracting(HealthTransition::to)
                    .containsExactly(HealthStatus.DOWN, HealthStatus.UP);
            assertThat(only().finding().status()).isEqualTo(HealthStatus.DOWN);
            pass(Duration.ofSeconds(25));
            assertThat(only().finding().message()).isEqualTo("refused");
            assertThat(pass(Duration.ofSeconds(10)).seen()).isEmpty();
        }

        @Test
        void degradedIsSeenByARuleThatAsksForIt() {
            watch = watch(
                    AlertRule.builder("down").build(),
                    AlertRule.builder("degraded").status(HealthStatus.DEGRADED).build());
            check("db", ScriptedCheck.of(HealthResult.degraded(FailureReason.SLOW, "slow")));
            assertThat(only().rule()).isEqualTo("degraded");
            assertThat(only().severity()).isEqualTo(AlertSeverity.WARNING);
        }

        @Test
        void unknownEndsNothing() {
            rule(rule -> rule.check("db"));
            check("db", db, policy -> policy.period(Duration.ofSeconds(10)).staleAfter(Duration.ofSeconds(13)));
            db.answers(DOWN);
            pass(MINUTE);
            db.answers(HealthResult.unknown("cannot tell"));
            pass(MINUTE);
            assertThat(health.state("db").orElseThrow().status()).isEqualTo(HealthStatus.UNKNOWN);
            assertThat(seen()).hasSize(1);
            db.answers(HealthResult.up());
            assertThat(pass(MINUTE).seen()).isEmpty();
        }

        @Test
        void unknownIsSeenByARuleThatAsksForIt() {
            rule(rule -> rule.check("db").status(HealthStatus.UNKNOWN));
            health.add("db", db);
            watch.tick(time.instant());
            assertThat(seen()).isEmpty();
            db.answers(HealthResult.unknown("cannot tell"));
            assertThat(pass(MINUTE).seen()).hasSize(1);
        }

        @Test
        void aGroupThatIsUnknownIsSeenByARuleThatAsksForIt() {
            rule(rule -> rule.whole().status(HealthStatus.UNKNOWN));
            check("db", db);
            assertThat(seen()).isEmpty();
            db.answers(HealthResult.unknown("cannot tell"));
            pass(MINUTE);
            assertThat(health.report().status()).isEqualTo(HealthStatus.UNKNOWN);
            assertThat(only().subject()).isEqualTo(HealthTransition.Subject.GROUP);
            assertThat(only().finding().reason()).isEmpty();
        }
    }

    @Nested
    class Maintenance {
        @Test
        void nothingBegins() {
            rule(rule -> rule.check("db"));
            check("db", db);
            health.maintain("db", Duration.ofMinutes(5), "upgrade");
            db.answers(DOWN);
            assertThat(pass(Duration.ofMinutes(4)).seen()).isEmpty();
            assertThat(pass(Duration.ofMinutes(2)).seen()).hasSize(1);
        }

        @Test
        void whatRecoversWithinIsOverWithin() {
            rule(rule -> rule.check("db"));
            check("db", db);
            db.answers(DOWN);
            pass(MINUTE);
            health.maintain("db", Duration.ofMinutes(30), "upgrade");
            pass(MINUTE);
            assertThat(health.state("db").orElseThrow().status()).isEqualTo(HealthStatus.MAINTENANCE);
            assertThat(seen()).hasSize(1);
            db.answers(HealthResult.up());
            pass(MINUTE);
            assertThat(health.state("db").orElseThrow().status()).isEqualTo(HealthStatus.MAINTENANCE);
            assertThat(seen()).isEmpty();
        }

        @Test
        void whatIsStillDownAfterwardsIsTheSameAlert() {
            rule(rule -> rule.check("db"));
            check("db", db);
            db.answers(DOWN);
            Sighting before = pass(MINUTE).only();
            health.maintain("db", Duration.ofMinutes(5), "upgrade");
            for (int i = 0; i < 8 * 60; i++) {
                pass(SECOND);
                assertThat(only().since()).isEqualTo(before.since());
            }
            assertThat(health.state("db").orElseThrow().status()).isEqualTo(HealthStatus.DOWN);
        }
    }

    @Nested
    class Failures {
        @Test
        void soManyOfTheLastAreCountedWhateverTheThresholdOfTheCheck() {
            threshold = 50;
            rule(rule -> rule.check("db").failures(3, 5));
            check("db", db, policy -> policy.confirm(Duration.ofSeconds(10)));
            HealthResult up = HealthResult.up();
            db.answers(DOWN, DOWN, up, up, up, up, up);
            assertThat(pass(MINUTE).seen()).isEmpty();
            db.answers(DOWN, up, DOWN, up, DOWN, up, up, up, up);
            pass(Duration.ofSeconds(50));
            assertThat(health.state("db").orElseThrow().status()).isEqualTo(HealthStatus.UP);
            assertThat(only().finding().message()).isEqualTo("3 of the last 5 results were DOWN");
            assertThat(pass(MINUTE).seen()).isEmpty();
        }

        @Test
        void inARowMeansInARow() {
            rule(rule -> rule.check("db").failures(3));
            check("db", db, policy -> policy.confirm(Duration.ofSeconds(10)));
            db.answers(DOWN, DOWN, HealthResult.up(), DOWN, DOWN, HealthResult.up());
            assertThat(pass(Duration.ofMinutes(2)).seen()).isEmpty();
            db.answers(DOWN, DOWN, DOWN, DOWN, DOWN, DOWN);
            assertThat(pass(MINUTE).seen()).hasSize(1);
        }

        @Test
        void whatFiredBeforeARestartGoesOnUntilThereAreResults() {
            rule(rule -> rule.check("db").failures(3));
            check("db", db);
            db.answers(DOWN);
            List<Sighting> before = List.copyOf(pass(MINUTE).seen());
            rule(rule -> rule.check("db").failures(3));
            watch.restore(before);
            watch.tick(time.instant());
            assertThat(only().key()).isEqualTo(before.get(0).key());
            db.answers(HealthResult.up());
            assertThat(pass(MINUTE).seen()).isEmpty();
        }
    }

    @Nested
    class OtherConditions {
        @Test
        void aCertificateThatExpiresBeforeLong() {
            double expiry = time.instant().plus(Duration.ofDays(10)).getEpochSecond();
            HealthResult seen = HealthResult.up()
                    .measured(
                            Measurement.gauge("health.tls.certificate.expiry", "seconds", expiry, "position", "leaf"));
            watch = watch(
                    AlertRule.builder("soon")
                            .certificateWithin(Duration.ofDays(14))
                            .build(),
                    AlertRule.builder("sooner")
                            .certificateWithin(Duration.ofDays(7))
                            .build());
            check("shop", ScriptedCheck.of(seen)).check("db", db);
            assertThat(only().rule()).isEqualTo("soon");
            assertThat(only().name()).isEqualTo("shop");
            assertThat(only().finding().message()).isEqualTo("certificate expires on 2026-01-11T00:00:00Z");
            assertThat(only().severity()).isEqualTo(AlertSeverity.WARNING);
        }

        @Test
        void aCheckThatFlaps() {
            rule(rule -> rule.flapping());
            check("db", db).check("shop", ScriptedCheck.flapping());
            pass(Duration.ofMinutes(10));
            assertThat(only().name()).isEqualTo("shop");
            assertThat(only().finding().message()).startsWith("flapping");
        }

        @Test
        void aResultThatIsTooOld() {
            rule(rule -> rule.stale());
            check("db", db, policy -> policy.period(Duration.ofSeconds(10)).staleAfter(Duration.ofSeconds(30)));
            time.hold();
            pass(MINUTE);
            assertThat(only().finding().reason()).contains(FailureReason.STALE);
            assertThat(only().severity()).isEqualTo(AlertSeverity.WARNING);
            time.work();
            assertThat(pass(Duration.ofSeconds(30)).seen()).isEmpty();
        }
    }

    @Nested
    class OverAWindow {
        private boolean broken;

        private Instant clock() {
            if (broken) {
                throw new IllegalStateException("the clock is broken");
            }
            return time.instant();
        }

        WatchTest remember() {
            history = ManualHistory.of(health, time, this::clock);
            return WatchTest.this;
        }

        @Test
        void aPercentileOverItsLimit() {
            remember().rule(rule -> rule.check("db").latency(0.9, Duration.ofMillis(500), Duration.ofMinutes(5)));
            check("db", db);
            assertThat(seen()).isEmpty();
            db.becomes(ScriptedCheck.slow(Duration.ofMillis(900)));
            pass(Duration.ofMinutes(5));
            assertThat(only().finding().message()).startsWith("p90 of the last PT5M is 9");
            assertThat(only().finding().status()).isEqualTo(HealthStatus.UP);
            assertThat(only().finding().reason()).isEmpty();
            db.answers(HealthResult.up());
            assertThat(pass(Duration.ofMinutes(6)).seen()).isEmpty();
        }

        @Test
        void anUptimeThatIsLess() {
            remember().rule(rule -> rule.check("db").uptimeBelow(0.9, Duration.ofMinutes(10)));
            check("db", db).pass(Duration.ofMinutes(8));
            db.answers(DOWN);
            assertThat(pass(Duration.ofSeconds(40)).seen()).isEmpty();
            pass(Duration.ofMinutes(1));
            assertThat(only().finding().message()).startsWith("uptime 8");
            db.answers(HealthResult.up());
            assertThat(pass(Duration.ofMinutes(11)).seen()).isEmpty();
        }

        @Test
        void aBudgetThatIsSpentTooFastUntilItIsNot() {
            remember().rule(rule -> rule.whole().burnRate(10, Duration.ofMinutes(30), Duration.ofMinutes(5)));
            check("db", db).pass(Duration.ofMinutes(29));
            assertThat(seen()).isEmpty();
            db.answers(DOWN);
            pass(Duration.ofMinutes(2));
            assertThat(seen()).isEmpty();
            pass(Duration.ofMinutes(2));
            assertThat(only().finding().message()).startsWith("the error budget is spent 1");
            db.answers(HealthResult.up());
            assertThat(pass(Duration.ofMinutes(6)).seen()).isEmpty();
        }

        @Test
        void aRuleThatCannotBeJudgedKeepsNoOtherFromIt() {
            remember();
            watch = watch(
                    AlertRule.builder("uptime").uptimeBelow(0.9, MINUTE).build(),
                    AlertRule.builder("down").build());
            check("db", db);
            broken = true;
            db.answers(DOWN);
            time.pass(MINUTE);
            watch.tick(time.instant());
            watch.tick(time.instant().plusSeconds(10));
            assertThat(only().rule()).isEqualTo("down");
        }
    }

    @Nested
    class WhatIsLookedAt {
        @Test
        void checksWithATag() {
            rule(rule -> rule.tag("tier-1"));
            check("db", ScriptedCheck.of(DOWN), policy -> policy.tags("tier-1"));
            check("shop", ScriptedCheck.of(DOWN), policy -> policy.tags("tier-2"));
            assertThat(only().name()).isEqualTo("db");
            assertThat(only().tags()).containsExactly("tier-1");
        }

        @Test
        void aCheckThatHasJustComeHasItsTags() {
            rule(rule -> rule.eachCheck());
            health.add(
                    "db",
                    ScriptedCheck.of(DOWN),
                    policy -> policy.tags("tier-1").failureThreshold(1));
            time.pass(MINUTE);
            assertThat(only().tags()).containsExactly("tier-1");
        }

        @Test
        void theAggregateOfAGroupAndNotItsChecks() {
            rule(rule -> rule.group(HealthGroup.READINESS));
            check("shop", ScriptedCheck.of(DOWN), policy -> policy.groups());
            check("db", db);
            assertThat(seen()).isEmpty();
            db.answers(DOWN);
            pass(MINUTE);
            assertThat(only().subject()).isEqualTo(HealthTransition.Subject.GROUP);
            assertThat(only().name()).isEqualTo(HealthGroup.READINESS.name());
            db.answers(HealthResult.up());
            assertThat(pass(MINUTE).seen()).isEmpty();
        }

        @Test
        void aCheckThatIsRemovedIsOver() {
            rule(rule -> rule.eachCheck());
            check("db", ScriptedCheck.of(DOWN));
            assertThat(seen()).hasSize(1);
            health.remove("db");
            time.pass(SECOND);
            assertThat(seen()).isEmpty();
        }
    }

    @Nested
    class AfterARestart {
        private List<Sighting> before() {
            rule(rule -> rule.eachCheck());
            check("db", ScriptedCheck.of(DOWN));
            List<Sighting> before = List.copyOf(seen());
            health.remove("db");
            time.pass(SECOND);
            return before;
        }

        @Test
        void aCheckThatComesLateGoesOnAsItWas() {
            List<Sighting> before = before();
            rule(rule -> rule.eachCheck());
            watch.restore(before);
            pass(Duration.ofMinutes(4));
            assertThat(only().since()).isEqualTo(before.get(0).since());
            check("db", ScriptedCheck.of(DOWN));
            pass(Duration.ofMinutes(4));
            assertThat(only().since()).isEqualTo(before.get(0).since());
        }

        @Test
        void aCheckThatDoesNotComeAnyMoreIsOverAfterFiveMinutes() {
            List<Sighting> before = before();
            rule(rule -> rule.eachCheck());
            watch.restore(before);
            pass(Duration.ofSeconds(299));
            assertThat(seen()).hasSize(1);
            assertThat(pass(Duration.ofSeconds(2)).seen()).isEmpty();
        }

        @Test
        void aRuleThatIsGoneHasNoAlertsAnyMore() {
            List<Sighting> before = before();
            watch = watch(AlertRule.builder("another").build());
            watch.restore(before);
            watch.tick(time.instant());
            assertThat(seen()).isEmpty();
        }

        @Test
        void aCheckThatIsRemovedBeforeItWasSeenIsOver() {
            List<Sighting> before = before();
            rule(rule -> rule.eachCheck());
            watch.restore(before);
            watch.removed("db");
            assertThat(seen()).isEmpty();
        }
    }
}
