package io.github.vitals.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.Generate.frequency;
import static org.quicktheories.generators.Generate.pick;
import static org.quicktheories.generators.Generate.range;
import static org.quicktheories.generators.SourceDSL.lists;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.quicktheories.api.Pair;
import org.quicktheories.core.Gen;

/**
 * Holds {@link Judge} against {@link JudgeModel} after each step of random sequences. A failure prints the smallest
 * sequence found and the seed; {@code -DQT_SEED=<seed>} brings it back.
 */
class JudgeModelTest {
    private static final int EXAMPLES = 1_500;

    /** So many results, of so many as the second number says; equal where they must come in a row. */
    private record Threshold(int count, int window) {}

    /** The same result several times, or forgetting where there is none. */
    private record Step(Optional<HealthStatus> result, int times) {
        @Override
        public String toString() {
            return result.map(HealthStatus::name).orElse("forget") + (times == 1 ? "" : " x" + times);
        }
    }

    @Test
    void theJudgeDoesWhatItsModelDoes() {
        qt().withExamples(EXAMPLES)
                .forAll(thresholds(), thresholds(), lists().of(steps()).ofSizeBetween(1, 60))
                .checkAssert(JudgeModelTest::compare);
    }

    private static Gen<Threshold> thresholds() {
        Gen<Threshold> inARow = range(1, 5).map(count -> new Threshold(count, count));
        Gen<Threshold> few = windows(6);
        Gen<Threshold> many = windows(Judge.LONGEST_WINDOW);
        Gen<Threshold> most = range(1, Judge.LONGEST_WINDOW).map(count -> new Threshold(count, count));
        return frequency(Pair.of(4, inARow), Pair.of(3, few), Pair.of(2, many), Pair.of(1, most));
    }

    private static Gen<Threshold> windows(int longest) {
        return range(1, longest).flatMap(window -> range(1, window).map(count -> new Threshold(count, window)));
    }

    private static Gen<Step> steps() {
        List<Optional<HealthStatus>> results =
                Arrays.stream(HealthStatus.values()).map(Optional::of).toList();
        Gen<Optional<HealthStatus>> any = pick(results);
        Gen<Optional<HealthStatus>> plain = pick(
                Stream.of(HealthStatus.UP, HealthStatus.DOWN).map(Optional::of).toList());
        Gen<Optional<HealthStatus>> forget = pick(List.of(Optional.empty()));
        Gen<Integer> times = frequency(Pair.of(12, range(1, 3)), Pair.of(1, range(1, 80)));
        return frequency(Pair.of(12, any), Pair.of(8, plain), Pair.of(1, forget))
                .zip(times, Step::new);
    }

    private static void compare(Threshold failures, Threshold successes, List<Step> steps) {
        Judge judge = JudgeTest.judge(failures.count(), failures.window(), successes.count(), successes.window());
        JudgeModel model = new JudgeModel(failures.count(), failures.window(), successes.count(), successes.window());
        for (Step step : steps) {
            for (int i = 0; i < step.times(); i++) {
                if (step.result().isPresent()) {
                    HealthStatus result = step.result().get();
                    model.accept(result);
                    assertThat(judge.accept(result)).isEqualTo(model.judged());
                } else {
                    model.forget();
                    judge.forget();
                }
                compare(judge, model);
            }
        }
    }

    private static void compare(Judge judge, JudgeModel model) {
        assertThat(judge.judged()).as("judged").isEqualTo(model.judged());
        assertThat(judge.streak()).as("streak").isEqualTo(model.streak());
        assertThat(Math.max(0, -judge.inARow())).as("failureStreak").isEqualTo(model.failureStreak());
        assertThat(Math.max(0, judge.inARow())).as("successStreak").isEqualTo(model.successStreak());
        assertThat(judge.firstFailure()).as("firstFailure").isEqualTo(model.firstFailure());
        assertThat(judge.seen()).as("seen").isEqualTo(model.seen());
        assertThat(judge.flapping()).as("flapping").isEqualTo(model.flapping());
    }
}
