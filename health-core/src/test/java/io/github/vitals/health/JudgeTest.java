package io.github.vitals.health;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JudgeTest {
    private final Judge judge = new Judge(3, 3, 2, 2);

    private HealthStatus after(HealthStatus... results) {
        HealthStatus judged = judge.judged();
        for (HealthStatus result : results) {
            judged = judge.accept(result);
        }
        return judged;
    }

    @Test
    void nothingIsKnownBeforeTheFirstResult() {
        assertThat(judge.judged()).isEqualTo(UNKNOWN);
        assertThat(judge.streak()).isEmpty();
    }

    @Test
    void theFirstResultDecides() {
        assertThat(after(DOWN)).isEqualTo(DOWN);
        assertThat(judge.firstFailure()).isFalse();
    }

    @Test
    void failuresBelowTheThresholdChangeNothing() {
        assertThat(after(UP, DOWN, DOWN)).isEqualTo(UP);
        assertThat(judge.streak()).isEqualTo("2 of 3 failures");
        assertThat(judge.failureStreak()).isEqualTo(2);
        assertThat(judge.successStreak()).isZero();
    }

    @Test
    void asManyFailuresInARowAsTheThresholdDecide() {
        assertThat(after(UP, DOWN, DOWN, DOWN)).isEqualTo(DOWN);
        assertThat(judge.streak()).isEmpty();
    }

    @Test
    void successBetweenFailuresResetsTheStreak() {
        assertThat(after(UP, DOWN, DOWN, UP, DOWN, DOWN)).isEqualTo(UP);
        assertThat(judge.streak()).isEqualTo("2 of 3 failures");
    }

    @Test
    void threeSingleFailuresSpreadOverManySuccessesAreNotThreeInARow() {
        after(UP);
        for (int round = 0; round < 3; round++) {
            after(DOWN);
            for (int success = 0; success < 70; success++) {
                after(UP);
            }
        }
        assertThat(judge.judged()).isEqualTo(UP);
    }

    @Test
    void oneSuccessIsNotYetARecovery() {
        assertThat(after(DOWN, UP)).isEqualTo(DOWN);
        assertThat(judge.streak()).isEqualTo("1 of 2 successes");
    }

    @Test
    void asManySuccessesInARowAsTheThresholdDecide() {
        assertThat(after(DOWN, UP, UP)).isEqualTo(UP);
    }

    @Test
    void failureBetweenSuccessesResetsTheStreak() {
        assertThat(after(DOWN, UP, DOWN, UP)).isEqualTo(DOWN);
    }

    @Test
    void ofAStreakOfUnequalResultsTheMildestCounts() {
        assertThat(after(UP, DEGRADED, DOWN, DEGRADED)).isEqualTo(DEGRADED);
    }

    @Test
    void aStreakGoesOnCountingForTheWorseStatus() {
        assertThat(after(UP, DEGRADED, DOWN, DOWN)).isEqualTo(DEGRADED);
        assertThat(after(DOWN)).isEqualTo(DOWN);
    }

    @Test
    void recoveryByWayOfDegradedIsSeen() {
        assertThat(after(DOWN, DEGRADED, UP)).isEqualTo(DEGRADED);
        assertThat(after(UP)).isEqualTo(UP);
    }

    @Test
    void theFirstOfAStreakAsksForConfirmation() {
        after(UP, DOWN);
        assertThat(judge.firstFailure()).isTrue();
        after(DOWN);
        assertThat(judge.firstFailure()).isFalse();
        after(UP);
        assertThat(judge.firstFailure()).isFalse();
    }

    @Test
    void afterForgettingTheNextResultDecides() {
        after(UP, UP);
        judge.forget();
        assertThat(judge.judged()).isEqualTo(UNKNOWN);
        assertThat(after(DOWN)).isEqualTo(DOWN);
    }

    @Test
    void aThresholdOfOneFollowsEveryResult() {
        Judge quick = new Judge(1, 1, 1, 1);
        assertThat(quick.accept(UP)).isEqualTo(UP);
        assertThat(quick.accept(DOWN)).isEqualTo(DOWN);
        assertThat(quick.accept(DEGRADED)).isEqualTo(DEGRADED);
        assertThat(quick.accept(UP)).isEqualTo(UP);
    }
}
