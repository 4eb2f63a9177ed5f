package io.github.vitals.health;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.MAINTENANCE;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private final Judge judge = judge(3, 3, 2, 2);

    static Judge judge(int failures, int ofLastFailures, int successes, int ofLastSuccesses) {
        return new Judge(CheckPolicy.builder()
                .failureThreshold(failures, ofLastFailures)
                .successThreshold(successes, ofLastSuccesses)
                .build());
    }

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
        assertThat(judge.inARow()).isEqualTo(-2);
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
    void everyStatusIsToldFromTheNextWorse() {
        HealthStatus[] all = HealthStatus.values();
        for (int i = 1; i < all.length; i++) {
            Judge worsening = judge(2, 2, 2, 2);
            results(worsening, UP, all[i - 1], all[i]);
            assertThat(worsening.judged()).as("%s, then %s", all[i - 1], all[i]).isEqualTo(all[i - 1]);
            Judge easing = judge(2, 2, 2, 2);
            results(easing, UP, all[i], all[i - 1]);
            assertThat(easing.judged()).as("%s, then %s", all[i], all[i - 1]).isEqualTo(all[i - 1]);
        }
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
    void resultsAreCountedAsFarAsTheyAreRemembered() {
        assertThat(judge.seen()).isZero();
        after(UP, DOWN);
        assertThat(judge.seen()).isEqualTo(2);
        for (int i = 0; i < 100; i++) {
            after(UP);
        }
        assertThat(judge.seen()).isEqualTo(64);
    }

    @Test
    void aThresholdOfOneFollowsEveryResult() {
        Judge quick = judge(1, 1, 1, 1);
        assertThat(quick.accept(UP)).isEqualTo(UP);
        assertThat(quick.accept(DOWN)).isEqualTo(DOWN);
        assertThat(quick.accept(DEGRADED)).isEqualTo(DEGRADED);
        assertThat(quick.accept(UP)).isEqualTo(UP);
    }

    @Test
    void aResultAsBadAsTheJudgedStatusIsNoChange() {
        assertThat(after(DEGRADED, DEGRADED)).isEqualTo(DEGRADED);
        assertThat(judge.streak()).isEmpty();
    }

    @Test
    void theFirstFailureAfterASuccessIsConfirmedAgain() {
        after(UP, DOWN, UP, DOWN);
        assertThat(judge.firstFailure()).isTrue();
        assertThat(judge.streak()).isEqualTo("1 of 3 failures");
    }

    @Nested
    class SomeOfTheLast {
        @Test
        void failuresNeedNotComeInARow() {
            Judge window = judge(3, 5, 1, 1);
            results(window, UP, DOWN, UP, DOWN, UP);
            assertThat(window.judged()).isEqualTo(UP);
            assertThat(window.accept(DOWN)).isEqualTo(DOWN);
        }

        @Test
        void theStreakSaysAmongHowManyIsCounted() {
            Judge window = judge(3, 5, 3, 4);
            results(window, UP, DOWN, UP, DOWN);
            assertThat(window.streak()).isEqualTo("2 of 3 failures in the last 5");
            results(window, DOWN, UP);
            assertThat(window.judged()).isEqualTo(DOWN);
            assertThat(window.streak()).isEqualTo("2 of 3 successes in the last 4");
        }

        @Test
        void whatHasLeftTheWindowNoLongerCounts() {
            Judge window = judge(2, 3, 1, 1);
            results(window, UP, DOWN, UP, UP, DOWN);
            assertThat(window.judged()).isEqualTo(UP);
            assertThat(window.streak()).isEqualTo("1 of 2 failures in the last 3");
        }

        @Test
        void aSuccessNeverMakesItWorse() {
            Judge window = judge(2, 4, 2, 2);
            results(window, UP, DEGRADED, UP, UP);
            assertThat(window.judged()).isEqualTo(UP);
            assertThat(window.accept(UP)).isEqualTo(UP);
        }

        @Test
        void whatWasNeverThereIsNoSuccess() {
            Judge window = judge(1, 1, 3, 10);
            results(window, DOWN, UP, UP);
            assertThat(window.judged()).isEqualTo(DOWN);
            assertThat(window.accept(UP)).isEqualTo(UP);
        }

        @Test
        void theLongestWindowReachesSixtyFourResults() {
            Judge window = judge(2, 64, 1, 1);
            results(window, UP, DOWN);
            successes(window, 62);
            assertThat(window.accept(DOWN)).as("63 results lie between").isEqualTo(DOWN);
            Judge longer = judge(2, 64, 1, 1);
            results(longer, UP, DOWN);
            successes(longer, 63);
            assertThat(longer.accept(DOWN)).isEqualTo(UP);
        }

        private void successes(Judge window, int count) {
            for (int i = 0; i < count; i++) {
                results(window, UP);
            }
            assertThat(window.judged()).isEqualTo(UP);
        }
    }

    @Nested
    class Flapping {
        private final Judge patient = judge(3, 3, 2, 2);

        @Test
        void beginsWithTheSixthChangeOfTheLastTwenty() {
            results(patient, UP, DOWN, UP, DOWN, UP, DOWN);
            assertThat(patient.flapping()).isFalse();
            results(patient, UP);
            assertThat(patient.flapping()).isTrue();
        }

        @Test
        void isSeenAlthoughTheThresholdsHideIt() {
            results(patient, UP, DOWN, UP, DOWN, UP, DOWN, UP);
            assertThat(patient.judged()).isEqualTo(UP);
            assertThat(patient.flapping()).isTrue();
        }

        @Test
        void endsWhenOnlyTwoChangesAreLeftAmongTheLastTwenty() {
            results(patient, UP, DOWN, UP, DOWN, UP, DOWN, UP);
            for (int i = 0; i < 17; i++) {
                results(patient, UP);
            }
            assertThat(patient.flapping()).as("three changes are left").isTrue();
            results(patient, UP);
            assertThat(patient.flapping()).as("two changes are left").isFalse();
        }

        @Test
        void doesNotBeginWithTheFirstResultWhateverItIs() {
            Judge young = judge(1, 1, 1, 1);
            results(young, DOWN, UP, DOWN, UP, DOWN, UP);
            assertThat(young.flapping()).as("five changes").isFalse();
        }

        @Test
        void isFromUpToAnythingElseMaintenanceToo() {
            results(patient, UP, MAINTENANCE, UP, MAINTENANCE, UP, MAINTENANCE, UP);
            assertThat(patient.flapping()).isTrue();
        }

        @Test
        void betweenStatusesThatAreNotUpIsNone() {
            results(patient, DEGRADED, DOWN, DEGRADED, DOWN, DEGRADED, DOWN, DEGRADED, DOWN, DEGRADED);
            assertThat(patient.flapping()).isFalse();
        }

        @Test
        void isNotForgotten() {
            results(patient, UP, DOWN, UP, DOWN, UP, DOWN, UP);
            patient.forget();
            assertThat(patient.flapping()).isTrue();
        }
    }

    private static void results(Judge judge, HealthStatus... results) {
        for (HealthStatus result : results) {
            judge.accept(result);
        }
    }
}
