package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerts.Reading.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RuleStateTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant now = Scene.BEGIN;
    private RuleState state = rule(rule -> rule);

    private static RuleState rule(UnaryOperator<AlertRuleBuilder> options) {
        AlertRuleBuilder rule = AlertRule.builder("unhealthy").eachCheck().status(HealthStatus.DEGRADED);
        return new RuleState(options.apply(rule).build());
    }

    private static Finding finding(HealthStatus status) {
        return new Finding(
                status,
                Optional.of(FailureReason.TIMEOUT),
                "no answer",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private RuleStateTest take(Verdict verdict, AlertSeverity severity, HealthStatus status) {
        state.take(new Reading(verdict, severity, finding(status)), now);
        return this;
    }

    private RuleStateTest down() {
        return take(Verdict.HOLDS, AlertSeverity.CRITICAL, HealthStatus.DOWN);
    }

    private RuleStateTest degraded() {
        return take(Verdict.HOLDS, AlertSeverity.WARNING, HealthStatus.DEGRADED);
    }

    private RuleStateTest up() {
        return take(Verdict.OVER, AlertSeverity.WARNING, HealthStatus.UP);
    }

    private RuleStateTest unknown() {
        return take(Verdict.OPEN, AlertSeverity.WARNING, HealthStatus.UNKNOWN);
    }

    private RuleStateTest after(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    @Nested
    class Lasting {
        @Test
        void whatHoldsFiresAtOnceIfNothingElseIsSaid() {
            down();
            assertThat(state.firing()).isTrue();
            assertThat(state.severity()).isEqualTo(AlertSeverity.CRITICAL);
            assertThat(state.since()).isEqualTo(Scene.BEGIN);
        }

        @Test
        void itFiresWhenItHasHeldForSoLongAndSinceItBegan() {
            state = rule(rule -> rule.lasting(MINUTE));
            down().after(MINUTE.minus(SECOND)).down();
            assertThat(state.firing()).isFalse();
            after(SECOND).down();
            assertThat(state.firing()).isTrue();
            assertThat(state.since()).isEqualTo(Scene.BEGIN);
        }

        @Test
        void aMomentInWhichItIsOverBeginsItAnew() {
            state = rule(rule -> rule.lasting(MINUTE));
            down().after(MINUTE.minus(SECOND)).up().after(SECOND).down();
            assertThat(state.firing()).isFalse();
            after(MINUTE).down();
            assertThat(state.firing()).isTrue();
        }

        @Test
        void aMomentInWhichItIsNotKnownBeginsItAnew() {
            state = rule(rule -> rule.lasting(MINUTE));
            down().after(MINUTE.minus(SECOND)).unknown().after(SECOND).down();
            assertThat(state.firing()).isFalse();
        }

        @Test
        void whatIsUrgentFiresAtOnceWhereAWarningWaits() {
            state = rule(rule -> rule.lasting(AlertSeverity.WARNING, MINUTE));
            degraded();
            assertThat(state.firing()).isFalse();
            down();
            assertThat(state.firing()).isTrue();
            assertThat(state.severity()).isEqualTo(AlertSeverity.CRITICAL);
        }

        @Test
        void whatIsUrgentLaterIsAWarningUntilThen() {
            state = rule(rule -> rule.lasting(AlertSeverity.CRITICAL, MINUTE));
            down();
            assertThat(state.firing()).isTrue();
            assertThat(state.severity()).isEqualTo(AlertSeverity.WARNING);
            after(MINUTE).down();
            assertThat(state.severity()).isEqualTo(AlertSeverity.CRITICAL);
        }

        @Test
        void theTimeForWhatIsUrgentBeginsWhenItBecomesSo() {
            state = rule(rule -> rule.lasting(AlertSeverity.CRITICAL, MINUTE));
            degraded().after(MINUTE).down();
            assertThat(state.severity()).isEqualTo(AlertSeverity.WARNING);
        }

        @Test
        void aRuleAboutDownAloneDoesNotWarnBeforeItsTime() {
            state = new RuleState(AlertRule.builder("down")
                    .status(HealthStatus.DOWN)
                    .lasting(AlertSeverity.CRITICAL, MINUTE)
                    .build());
            down();
            assertThat(state.firing()).isFalse();
            after(MINUTE).down();
            assertThat(state.firing()).isTrue();
            assertThat(state.severity()).isEqualTo(AlertSeverity.CRITICAL);
        }

        @Test
        void aRuleOfOneSeverityHasNoOther() {
            state = rule(rule -> rule.severity(AlertSeverity.CRITICAL).lasting(AlertSeverity.CRITICAL, MINUTE));
            down();
            assertThat(state.firing()).isFalse();
        }
    }

    @Nested
    class Clearing {
        @Test
        void itGoesOnUntilItHasBeenOverForSoLong() {
            down().up().after(Duration.ofSeconds(29)).up();
            assertThat(state.firing()).isTrue();
            assertThat(state.finding()).isEqualTo(finding(HealthStatus.DOWN));
            after(SECOND).up();
            assertThat(state.firing()).isFalse();
            assertThat(state.finding()).isNull();
        }

        @Test
        void whatBeginsAgainMeanwhileIsTheSame() {
            down().after(MINUTE)
                    .up()
                    .after(Duration.ofSeconds(29))
                    .down()
                    .after(SECOND)
                    .up();
            assertThat(state.firing()).isTrue();
            assertThat(state.since()).isEqualTo(Scene.BEGIN);
        }

        @Test
        void whatIsNotKnownDoesNotEndIt() {
            down().unknown().after(Duration.ofDays(3)).unknown();
            assertThat(state.firing()).isTrue();
        }

        @Test
        void whatIsNotKnownInBetweenBeginsTheWaitAnew() {
            down().up().after(Duration.ofSeconds(29)).unknown().after(SECOND).up();
            assertThat(state.firing()).isTrue();
            after(Duration.ofSeconds(30)).up();
            assertThat(state.firing()).isFalse();
        }

        @Test
        void whatIsOverIsForgotten() {
            state = rule(rule -> rule.lasting(MINUTE).clearAfter(Duration.ZERO));
            down().after(MINUTE).down().up();
            assertThat(state.firing()).isFalse();
            down();
            assertThat(state.firing()).isFalse();
        }
    }

    @Nested
    class AfterARestart {
        private final Sighting before =
                new Scene().down("db").seen.values().iterator().next();

        @Test
        void itGoesOnAsItWasUntilItIsSeenToBeOver() {
            state = rule(rule -> rule.lasting(MINUTE));
            state.restore(before);
            after(MINUTE).unknown().after(MINUTE);
            assertThat(state.firing()).isTrue();
            assertThat(state.since()).isEqualTo(before.since());
            assertThat(state.severity()).isEqualTo(AlertSeverity.CRITICAL);
            assertThat(state.finding()).isEqualTo(before.finding());
            up().after(Duration.ofSeconds(30)).up();
            assertThat(state.firing()).isFalse();
        }

        @Test
        void whatStillHoldsDoesNotWaitAgain() {
            state = rule(rule -> rule.lasting(MINUTE));
            state.restore(before);
            down();
            assertThat(state.firing()).isTrue();
            assertThat(state.since()).isEqualTo(before.since());
        }
    }
}
