package io.github.vitals.health;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a registry is to know, said as plainly as it can be said: everything is worked out anew after each thing that
 * happens. It does not know when checks are run; it is told of each run. All checks come while the registry is in use.
 */
final class RegistryModel {
    /** What the model knows of one check. */
    final class Check {
        private final CheckPolicy policy;
        private final long addedTick;
        private final JudgeModel judge;
        private Optional<Long> finishedTick = Optional.empty();
        private boolean stale;
        private boolean passed;
        private final List<HealthStatus> statuses = new ArrayList<>();
        private long sinceTick;

        Check(CheckPolicy policy, long tick) {
            this.policy = policy;
            this.addedTick = tick;
            this.sinceTick = tick;
            this.judge = new JudgeModel(
                    policy.failureThreshold(),
                    policy.failureWindow(),
                    policy.successThreshold(),
                    policy.successWindow());
        }

        HealthStatus status() {
            if (!downDependencies().isEmpty()) {
                return DOWN;
            }
            return stale ? UNKNOWN : judge.judged();
        }

        /** The checks that may be named as the root: those that are DOWN by themselves, on the way down from here. */
        Set<String> roots() {
            return downDependencies().stream()
                    .flatMap(name -> checks.get(name).downDependencies().isEmpty()
                            ? Stream.of(name)
                            : checks.get(name).roots().stream())
                    .collect(Collectors.toSet());
        }

        private List<String> downDependencies() {
            return policy.dependsOn().stream()
                    .filter(name -> checks.get(name).status() == DOWN)
                    .toList();
        }

        Optional<FailureReason> overlay() {
            if (!downDependencies().isEmpty()) {
                return Optional.of(FailureReason.DEPENDENCY);
            }
            return stale ? Optional.of(FailureReason.STALE) : Optional.empty();
        }

        String streak() {
            return overlay().isPresent() ? "" : judge.streak();
        }

        int failureStreak() {
            return judge.failureStreak();
        }

        int successStreak() {
            return judge.successStreak();
        }

        boolean flapping() {
            return judge.flapping();
        }

        boolean standsAlone() {
            return policy.dependsOn().isEmpty();
        }

        CheckPolicy policy() {
            return policy;
        }

        Optional<Duration> age(long now) {
            return finishedTick.map(tick -> Duration.ofNanos(now - tick));
        }

        Duration lasting(long now) {
            return Duration.ofNanos(now - sinceTick);
        }

        /** Every status there has been since the check was added, each change once. */
        List<HealthStatus> statuses() {
            return statuses;
        }

        private void note(long tick) {
            HealthStatus now = status();
            if (statuses.isEmpty() || statuses.get(statuses.size() - 1) != now) {
                sinceTick = statuses.isEmpty() ? addedTick : tick;
                statuses.add(now);
            }
        }
    }

    private final Map<String, Check> checks = new LinkedHashMap<>();
    private boolean startedUp;

    Map<String, Check> checks() {
        return checks;
    }

    boolean canAdd(String name, CheckPolicy policy) {
        return !checks.containsKey(name) && checks.keySet().containsAll(policy.dependsOn());
    }

    boolean canRemove(String name) {
        return checks.values().stream()
                .noneMatch(other -> other.policy.dependsOn().contains(name));
    }

    void add(String name, CheckPolicy policy, long tick) {
        checks.put(name, new Check(policy, tick));
        note(tick);
    }

    void remove(String name, long tick) {
        checks.remove(name);
        note(tick);
    }

    void ran(String name, HealthStatus result, long tick) {
        passTo(tick);
        Check check = checks.get(name);
        check.judge.accept(result);
        check.finishedTick = Optional.of(tick);
        check.stale = false;
        check.passed |= !result.worseThan(DEGRADED);
        note(tick);
    }

    /** Time has come to this reading; results that are too old by then say nothing any more. */
    void passTo(long tick) {
        for (Check check : checks.values()) {
            Duration limit = check.policy.staleAfter();
            boolean tooOld =
                    check.age(tick).filter(age -> age.compareTo(limit) >= 0).isPresent();
            if (tooOld && !check.stale) {
                check.stale = true;
                check.judge.forget();
                note(check.finishedTick.orElseThrow() + limit.toNanos());
            }
        }
    }

    private void note(long tick) {
        checks.values().forEach(check -> check.note(tick));
        boolean any = checks.values().stream().anyMatch(check -> isIn(HealthGroup.STARTUP, check.policy));
        startedUp |= any && status(HealthGroup.STARTUP) == UP;
    }

    HealthStatus status(HealthGroup group) {
        return checks.values().stream()
                .filter(check -> isIn(group, check.policy))
                .map(check -> statusIn(group, check))
                .reduce(UP, HealthStatus::worst);
    }

    private static boolean isIn(HealthGroup group, CheckPolicy policy) {
        return group.equals(HealthGroup.ALL)
                || policy.groups().contains(group)
                || (group.equals(HealthGroup.STARTUP) && policy.critical(group));
    }

    private HealthStatus statusIn(HealthGroup group, Check check) {
        boolean critical = check.policy.critical(group);
        if (group.equals(HealthGroup.STARTUP)) {
            boolean expected = startedUp || check.passed || !critical;
            return expected ? UP : check.status().worst(UNKNOWN);
        }
        if (!check.status().worseThan(DEGRADED)) {
            return check.status();
        }
        boolean entering = check.finishedTick.isEmpty();
        return entering ? UP : critical ? check.status() : DEGRADED;
    }
}
