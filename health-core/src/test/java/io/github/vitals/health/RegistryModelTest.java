package io.github.vitals.health;

import static io.github.vitals.health.HealthGroup.ALL;
import static io.github.vitals.health.HealthGroup.LIVENESS;
import static io.github.vitals.health.HealthGroup.READINESS;
import static io.github.vitals.health.HealthGroup.STARTUP;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.Generate.constant;
import static org.quicktheories.generators.Generate.frequency;
import static org.quicktheories.generators.Generate.pick;
import static org.quicktheories.generators.Generate.range;
import static org.quicktheories.generators.SourceDSL.lists;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quicktheories.api.Pair;
import org.quicktheories.core.Gen;

/**
 * Holds a started registry against {@link RegistryModel} after each step of random sequences, and what a listener hears
 * against both. A failure prints the smallest sequence found and the seed; {@code -DQT_SEED=<seed>} brings it back.
 */
class RegistryModelTest {
    private static final int EXAMPLES = 300;
    private static final HealthGroup CHECKOUT = HealthGroup.of("checkout");
    private static final Map<HealthStatus, HealthResult> RESULTS = Map.of(
            HealthStatus.UP, HealthResult.up(),
            HealthStatus.DEGRADED, HealthResult.degraded(FailureReason.SLOW, "slow"),
            HealthStatus.UNKNOWN, HealthResult.unknown("cannot say"),
            HealthStatus.DOWN, HealthResult.down("broken"));
    private static final List<HealthGroup> GROUPS = List.of(ALL, LIVENESS, READINESS, STARTUP, CHECKOUT);

    /** The checks there can be: a chain of dependencies, a second way to its root, and two that stand alone. */
    private enum Known {
        NETWORK(Bench.exact().failureThreshold(1).successThreshold(1)),
        DNS(Bench.exact().dependsOn("NETWORK").failureThreshold(2, 3)),
        PAYMENTS(Bench.exact().dependsOn("DNS").groups(READINESS, CHECKOUT)),
        CARDS(Bench.exact()
                .dependsOn("PAYMENTS", "NETWORK")
                .failureThreshold(1)
                .groups(CHECKOUT)
                .critical(false)
                .critical(CHECKOUT, true)),
        MAIL(Bench.exact()
                .staleAfter(ofSeconds(15))
                .critical(false)
                .critical(STARTUP, true)
                .successThreshold(2, 4)),
        LOOP(Bench.exact().period(ofSeconds(5)).groups(LIVENESS).critical(STARTUP, false));

        final CheckPolicy policy;

        Known(CheckPolicyBuilder policy) {
            this.policy = policy.build();
        }
    }

    @Test
    void theRegistryKnowsWhatItsModelKnowsAndTellsEveryChangeOnce() {
        qt().withExamples(EXAMPLES).forAll(sequences()).checkAssert(RegistryModelTest::compare);
    }

    private static void compare(List<Step> steps) {
        try (Scene scene = new Scene()) {
            for (Step step : steps) {
                step.in(scene);
                scene.compare();
            }
            scene.work();
            scene.compare();
        }
    }

    /** One thing that happens. */
    private interface Step {
        void in(Scene scene);
    }

    /** From now on a check finds this. */
    private record Answer(Known check, HealthStatus status) implements Step {
        @Override
        public void in(Scene scene) {
            scene.answers.put(check, status);
        }
    }

    private record Pass(Duration time) implements Step {
        @Override
        public void in(Scene scene) {
            scene.bench.pass(time);
        }
    }

    private record JumpWallClock(Duration by) implements Step {
        @Override
        public void in(Scene scene) {
            scene.bench.time.jumpWallClock(by);
        }
    }

    private record Add(Known check) implements Step {
        @Override
        public void in(Scene scene) {
            scene.add(check);
        }
    }

    private record Remove(Known check) implements Step {
        @Override
        public void in(Scene scene) {
            scene.remove(check);
        }
    }

    /** No thread is free, and runs wait, until {@link Work}. */
    private record HoldWork() implements Step {
        @Override
        public void in(Scene scene) {
            scene.holdWork();
        }
    }

    private record Work() implements Step {
        @Override
        public void in(Scene scene) {
            scene.work();
        }
    }

    /** Shrinking makes steps simpler, not fewer: so the simplest one is no step at all. */
    private static Gen<List<Step>> sequences() {
        Gen<Optional<Step>> step =
                range(0, 9).zip(steps(), (kind, any) -> kind == 0 ? Optional.empty() : Optional.of(any));
        return lists().of(step)
                .ofSizeBetween(1, 60)
                .map(steps -> steps.stream().flatMap(Optional::stream).toList());
    }

    private static Gen<Step> steps() {
        Gen<Known> checks = pick(List.of(Known.values()));
        Gen<HealthStatus> statuses = pick(RESULTS.keySet().stream().sorted().toList());
        Gen<Step> answers = checks.zip(statuses, Answer::new);
        Gen<Step> outages = checks.map(check -> new Answer(check, HealthStatus.DOWN));
        Gen<Step> passes = range(0, 25_000).map(millis -> new Pass(Duration.ofMillis(millis)));
        Gen<Step> periods = range(1, 12).map(count -> new Pass(ofSeconds(5L * count)));
        Gen<Step> jumps = range(-48, 48).map(hours -> new JumpWallClock(Duration.ofHours(hours)));
        Gen<Step> additions = checks.map(Add::new);
        Gen<Step> removals = checks.map(Remove::new);
        return frequency(
                Pair.of(6, answers),
                Pair.of(3, outages),
                Pair.of(6, passes),
                Pair.of(4, periods),
                Pair.of(1, jumps),
                Pair.of(2, additions),
                Pair.of(2, removals),
                Pair.of(1, constant(new HoldWork())),
                Pair.of(2, constant(new Work())));
    }

    /** A registry, its model, and one who listens. */
    private static final class Scene implements AutoCloseable {
        private final Map<Known, HealthStatus> answers = new EnumMap<>(Known.class);
        private final RegistryModel model = new RegistryModel();
        private final Chains heard = new Chains();
        private final Bench bench =
                Bench.started(health -> health.group(CHECKOUT).listener(heard));
        private boolean held;

        Scene() {
            for (Known check : Known.values()) {
                add(check);
            }
        }

        void add(Known check) {
            String name = check.name();
            if (model.canAdd(name, check.policy)) {
                model.add(name, check.policy, bench.time.read());
                bench.health.add(name, context -> ask(check), check.policy);
            } else {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> bench.health.add(name, context -> ask(check), check.policy));
            }
        }

        private HealthResult ask(Known check) {
            HealthStatus status = answers.getOrDefault(check, HealthStatus.UP);
            model.ran(check.name(), status, bench.time.read());
            return RESULTS.get(status);
        }

        void remove(Known check) {
            String name = check.name();
            if (model.canRemove(name)) {
                boolean there = model.checks().containsKey(name);
                model.remove(name, bench.time.read());
                assertThat(bench.health.remove(name)).isEqualTo(there);
            } else {
                assertThatIllegalArgumentException().isThrownBy(() -> bench.health.remove(name));
            }
        }

        void holdWork() {
            held = true;
            bench.holdWork();
        }

        void work() {
            held = false;
            bench.work();
        }

        void compare() {
            bench.pass(Duration.ZERO);
            model.passTo(bench.time.read());
            assertThat(bench.health.report().states())
                    .extracting(CheckState::name)
                    .containsExactlyElementsOf(model.checks().keySet());
            model.checks().forEach((name, expected) -> compare(bench.state(name), expected));
            for (HealthGroup group : GROUPS) {
                assertThat(bench.health.status(group))
                        .isEqualTo(bench.health.report(group).status());
                assertThat(bench.health.report(group).status())
                        .as("group %s", group)
                        .isEqualTo(model.status(group));
            }
            if (!held) {
                compareWithWhatWasHeard();
            }
        }

        private void compare(CheckState state, RegistryModel.Check expected) {
            long now = bench.time.read();
            assertThat(state.status()).as("status of %s", state.name()).isEqualTo(expected.status());
            if (expected.roots().isEmpty()) {
                assertThat(state.rootCause()).as("root of %s", state.name()).isEmpty();
            } else {
                assertThat(expected.roots())
                        .as("roots of %s", state.name())
                        .contains(state.rootCause().orElse("none"));
            }
            expected.overlay()
                    .ifPresent(reason -> assertThat(state.reason())
                            .as("reason of %s", state.name())
                            .contains(reason));
            assertThat(state.stale()).isEqualTo(expected.overlay().equals(Optional.of(FailureReason.STALE)));
            assertThat(state.streak()).as("streak of %s", state.name()).isEqualTo(expected.streak());
            assertThat(state.failureStreak()).isEqualTo(expected.failureStreak());
            assertThat(state.successStreak()).isEqualTo(expected.successStreak());
            assertThat(state.flapping()).as("flapping of %s", state.name()).isEqualTo(expected.flapping());
            assertThat(state.age()).as("age of %s", state.name()).isEqualTo(expected.age(now));
            if (expected.standsAlone()) {
                assertThat(state.lasting()).as("lasting of %s", state.name()).isEqualTo(expected.lasting(now));
            }
            if (!held) {
                assertThat(state.age().orElseThrow())
                        .as("%s is run on time", state.name())
                        .isLessThanOrEqualTo(state.policy().period());
            }
        }

        private void compareWithWhatWasHeard() {
            assertThat(heard.broken).as("links that do not fit").isEmpty();
            assertThat(heard.checks.keySet()).isEqualTo(model.checks().keySet());
            model.checks().forEach((name, expected) -> {
                if (expected.standsAlone()) {
                    assertThat(heard.checks.get(name)).as("changes of %s", name).isEqualTo(expected.statuses());
                } else {
                    assertThat(last(heard.checks.get(name)))
                            .as("last change of %s", name)
                            .isEqualTo(expected.status());
                }
            });
            for (HealthGroup group : GROUPS) {
                assertThat(last(heard.group(group.name())))
                        .as("last change of group %s", group)
                        .isEqualTo(model.status(group));
            }
        }

        @Override
        public void close() {
            bench.close();
        }
    }

    private static HealthStatus last(List<HealthStatus> chain) {
        return chain.get(chain.size() - 1);
    }

    /** What was heard of each check and group: where it began, and where each change led. */
    private static final class Chains implements HealthListener {
        private final Map<String, List<HealthStatus>> checks = new HashMap<>();
        private final Map<String, List<HealthStatus>> groups = new HashMap<>();
        private final List<String> broken = new ArrayList<>();

        /** A group is UP while there are no checks, which is how each scene begins. */
        List<HealthStatus> group(String name) {
            return groups.computeIfAbsent(name, begun -> new ArrayList<>(List.of(HealthStatus.UP)));
        }

        @Override
        public void onAdded(CheckState state) {
            if (checks.put(state.name(), new ArrayList<>(List.of(state.status()))) != null) {
                broken.add("added twice: " + state);
            }
        }

        @Override
        public void onRemoved(CheckState state) {
            List<HealthStatus> chain = checks.remove(state.name());
            if (chain == null || last(chain) != state.status()) {
                broken.add("removed, after " + chain + ": " + state);
            }
        }

        @Override
        public void onTransition(HealthTransition transition) {
            boolean check = transition.subject() == HealthTransition.Subject.CHECK;
            List<HealthStatus> chain = check ? checks.get(transition.name()) : group(transition.name());
            if (chain == null
                    || last(chain) != transition.from()
                    || transition.from() == transition.to()
                    || transition.lasted().isNegative()) {
                broken.add("after " + chain + ": " + transition);
            } else {
                chain.add(transition.to());
            }
        }
    }
}
