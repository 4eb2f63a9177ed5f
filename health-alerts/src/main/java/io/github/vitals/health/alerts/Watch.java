package io.github.vitals.health.alerts;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.HealthTransition.Subject;
import io.github.vitals.health.MaintenanceWindow;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.history.HistoryKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every rule about every check and group that it looks at: what this instance sees. Told what happened and the time; not
 * thread-safe.
 */
final class Watch {
    private static final Logger log = LoggerFactory.getLogger(HealthAlerts.class);

    /** How often the history is asked. */
    private static final Duration HISTORY_PERIOD = Duration.ofSeconds(10);

    /** How long after the start a check that fired before it may take to be registered. */
    private static final Duration LATECOMERS = Duration.ofMinutes(5);

    private final HealthRegistry health;
    private final Collection<AlertRule> rules;
    private final ConditionReader reader;
    private final String service;
    private final String instance;
    private final Map<Place, Watched> watched = new LinkedHashMap<>();
    private final Map<String, Sighting> restored = new LinkedHashMap<>();
    private final Instant started;
    private Instant historyAsked = Instant.MIN;

    private record Place(String rule, HistoryKey subject) {}

    /** One rule about one check or group. */
    private static final class Watched {
        final String key;
        final AlertRule rule;
        final HistoryKey subject;
        final RuleState state;
        final @Nullable FailureWindow failures;
        Set<String> tags = Set.of();
        boolean critical = true;

        /** Whether it could not be judged when it was last tried. */
        boolean broken;

        Watched(String key, AlertRule rule, HistoryKey subject) {
            this.key = key;
            this.rule = rule;
            this.subject = subject;
            this.state = new RuleState(rule);
            this.failures = rule.condition instanceof Condition.Failures condition
                    ? new FailureWindow(condition.ofLast())
                    : null;
        }

        /** What the policy of a check says of it. */
        void know(Optional<CheckState> state) {
            tags = state.map(each -> each.policy().tags()).orElse(Set.of());
            critical = state.map(each -> each.policy().critical()).orElse(true);
        }

        /** That a check is DOWN which the service does without is not urgent by itself. */
        void take(Reading reading, Instant now) {
            state.take(critical ? reading : reading.graded(rule.severity(HealthStatus.DEGRADED)), now);
        }
    }

    Watch(
            HealthRegistry health,
            Collection<AlertRule> rules,
            @Nullable HealthHistory history,
            String service,
            String instance,
            Instant now) {
        this.health = health;
        this.rules = List.copyOf(rules);
        this.reader = new ConditionReader(history);
        this.service = service;
        this.instance = instance;
        this.started = now;
    }

    /** What fired before a restart goes on to fire until it is seen to be over. */
    void restore(Collection<Sighting> sightings) {
        for (Sighting sighting : sightings) {
            HistoryKey subject = new HistoryKey(sighting.subject(), sighting.name());
            Watched known = watched.get(new Place(sighting.rule(), subject));
            if (known == null || !known.key.equals(sighting.key())) {
                restored.put(sighting.key(), sighting);
            } else if (!known.state.firing()) {
                known.state.restore(sighting);
            }
        }
    }

    /** A check or group has changed: rules about statuses hear of it in the order in which it happened. */
    void changed(HealthTransition transition, Instant now) {
        HistoryKey subject = new HistoryKey(transition.subject(), transition.name());
        Optional<CheckState> state = check(subject);
        Finding before = state.map(Finding::of)
                .orElseGet(() -> new Finding(
                        transition.to(),
                        transition.reason(),
                        transition.message(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        Finding finding = before.after(transition);
        for (AlertRule rule : rules) {
            if (rule.condition instanceof Condition.Status && looksAt(rule, subject, state)) {
                Watched it = watched(rule, subject);
                it.know(state);
                it.take(reader.read(rule, finding, null, subject, now), now);
            }
        }
    }

    /** A run has ended: rules about raw results count it. */
    void ran(CheckState state, Instant now) {
        HistoryKey subject = HistoryKey.check(state.name());
        for (AlertRule rule : rules) {
            if (rule.condition instanceof Condition.Failures condition && looksAt(rule, subject, Optional.of(state))) {
                Watched it = watched(rule, subject);
                FailureWindow window = it.failures;
                if (window != null) {
                    it.know(Optional.of(state));
                    window.add(state.result()
                            .map(result -> result.status() == HealthStatus.DOWN)
                            .orElse(false));
                    it.take(reader.failures(rule, condition, window.failed(), Finding.of(state)), now);
                }
            }
        }
    }

    /** A check is gone, and with it all that was wrong with it. */
    void removed(String check) {
        watched.values().removeIf(it -> it.subject.equals(HistoryKey.check(check)));
        restored.values()
                .removeIf(it -> it.subject() == Subject.CHECK && it.name().equals(check));
    }

    /** Time has passed: every rule looks again. */
    void tick(Instant now) {
        boolean askHistory = !historyAsked.isAfter(now.minus(HISTORY_PERIOD));
        historyAsked = askHistory ? now : historyAsked;
        Set<Watched> present = new HashSet<>();
        List<CheckState> states = health.report().states();
        for (AlertRule rule : rules) {
            if (rule.target instanceof RuleTarget.Group group) {
                look(rule, HistoryKey.group(group.group()), Optional.empty(), askHistory, now)
                        .ifPresent(present::add);
                continue;
            }
            for (CheckState state : states) {
                HistoryKey subject = HistoryKey.check(state.name());
                if (looksAt(rule, subject, Optional.of(state))) {
                    look(rule, subject, Optional.of(state), askHistory, now).ifPresent(present::add);
                }
            }
        }
        watched.values().retainAll(present);
        forgetRestored(now);
    }

    private Optional<Watched> look(
            AlertRule rule, HistoryKey subject, Optional<CheckState> state, boolean askHistory, Instant now) {
        Finding finding = state.map(Finding::of).orElse(null);
        if (finding == null) {
            HealthReport report = report(subject.name());
            if (report == null) {
                return Optional.empty();
            }
            finding = Finding.of(report);
        }
        Watched it = watched(rule, subject);
        it.know(state);
        boolean counted = rule.condition instanceof Condition.Failures;
        if (!counted && (askHistory || !rule.condition.ofHistory())) {
            it.take(read(it, finding, state.orElse(null), now), now);
        } else if (rule.condition instanceof Condition.Failures condition && it.failures != null) {
            it.take(again(rule, condition, it.failures, finding), now);
        }
        return Optional.of(it);
    }

    /** One rule that cannot be judged is not to keep the others from it. */
    @SuppressWarnings("CatchingUnchecked") // containment: a history asks a store that may be the user's
    private Reading read(Watched it, Finding finding, @Nullable CheckState state, Instant now) {
        try {
            Reading reading = reader.read(it.rule, finding, state, it.subject, now);
            it.broken = false;
            return reading;
        } catch (Throwable failure) {
            if (!it.broken) {
                log.atError()
                        .addKeyValue("rule", it.rule.name())
                        .addKeyValue("subject", it.subject.name())
                        .setCause(failure)
                        .log("A rule of alerts cannot be judged; what held goes on to hold");
            }
            it.broken = true;
            return new Reading(Reading.Verdict.OPEN, it.rule.severityOfItself(), finding);
        }
    }

    /** Between runs time passes for what was counted. */
    private Reading again(AlertRule rule, Condition.Failures condition, FailureWindow window, Finding finding) {
        return window.isEmpty()
                ? new Reading(Reading.Verdict.OPEN, rule.severityOfItself(), finding)
                : reader.failures(rule, condition, window.failed(), finding);
    }

    /** What fired before the start, and is of a rule or a check that does not come any more, is over. */
    private void forgetRestored(Instant now) {
        Set<String> names = new HashSet<>();
        rules.forEach(rule -> names.add(rule.name()));
        boolean late = now.isAfter(started.plus(LATECOMERS));
        restored.values().removeIf(sighting -> late || !names.contains(sighting.rule()));
    }

    /** What fires as this instance sees it, by key. */
    Map<String, Sighting> sightings(Instant now) {
        Map<String, Sighting> all = new TreeMap<>(restored);
        for (Watched it : watched.values()) {
            Finding finding = it.state.finding();
            if (it.state.firing() && finding != null) {
                all.put(it.key, sighting(it, finding, now));
            }
        }
        return all;
    }

    private Sighting sighting(Watched it, Finding finding, Instant now) {
        AlertRule rule = it.rule;
        return new Sighting(
                it.key,
                rule.name(),
                it.subject.subject(),
                it.subject.name(),
                scope(rule),
                it.tags,
                it.state.severity(),
                it.state.since(),
                finding,
                quiet(rule.quiet, now),
                rule.labels,
                rule.links,
                rule.channels,
                rule.remind);
    }

    @SuppressWarnings("CatchingUnchecked") // containment: a window is the user's
    private static boolean quiet(List<MaintenanceWindow> windows, Instant now) {
        try {
            return windows.stream().anyMatch(window -> window.openUntil(now).isPresent());
        } catch (Throwable broken) {
            return false;
        }
    }

    private Watched watched(AlertRule rule, HistoryKey subject) {
        return watched.computeIfAbsent(new Place(rule.name(), subject), place -> {
            String key = AlertKey.of(service, scope(rule), subject.subject().name(), subject.name(), rule.name());
            Watched fresh = new Watched(key, rule, subject);
            Sighting before = restored.remove(key);
            if (before != null) {
                fresh.state.restore(before);
            }
            return fresh;
        });
    }

    private String scope(AlertRule rule) {
        return rule.scope == AlertScope.SERVICE ? "*" : instance;
    }

    private Optional<CheckState> check(HistoryKey subject) {
        return subject.subject() == Subject.CHECK ? health.state(subject.name()) : Optional.empty();
    }

    private @Nullable HealthReport report(String group) {
        return health.groups().stream()
                .filter(each -> each.name().equals(group))
                .findFirst()
                .map(health::report)
                .orElse(null);
    }

    private static boolean looksAt(AlertRule rule, HistoryKey subject, Optional<CheckState> state) {
        if (rule.target instanceof RuleTarget.Group group) {
            return subject.equals(HistoryKey.group(group.group()));
        }
        if (subject.subject() != Subject.CHECK) {
            return false;
        }
        if (rule.target instanceof RuleTarget.Check check) {
            return check.name().equals(subject.name());
        }
        return !(rule.target instanceof RuleTarget.Tagged tagged)
                || state.map(each -> each.policy().tags().contains(tagged.tag()))
                        .orElse(false);
    }

    /** The raw results of a check, as far back as a rule looks. */
    private static final class FailureWindow {
        private final boolean[] results;
        private int next;
        private int filled;

        FailureWindow(int size) {
            this.results = new boolean[size];
        }

        void add(boolean failed) {
            results[next] = failed;
            next = (next + 1) % results.length;
            filled = Math.min(results.length, filled + 1);
        }

        boolean isEmpty() {
            return filled == 0;
        }

        int failed() {
            int count = 0;
            for (int i = 0; i < filled; i++) {
                count += results[i] ? 1 : 0;
            }
            return count;
        }
    }
}
