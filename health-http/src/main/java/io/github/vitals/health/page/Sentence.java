package io.github.vitals.health.page;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthStatus;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How all of it is, in one sentence. */
final class Sentence {
    private static final int MOST_NAMES = 3;

    private final HealthReport report;
    private final Map<HealthStatus, Integer> counts = new EnumMap<>(HealthStatus.class);

    Sentence(HealthReport report) {
        this.report = report;
        report.states().forEach(state -> counts.merge(state.status(), 1, Integer::sum));
    }

    int count(HealthStatus status) {
        return counts.getOrDefault(status, 0);
    }

    private int all() {
        return report.states().size();
    }

    /** For the tab of a browser. */
    String title() {
        HealthStatus worst = worst();
        return all() == 0 || worst == HealthStatus.UP
                ? Words.status(report.status())
                : Words.status(report.status()) + " – " + count(worst) + " of " + all() + " " + Words.being(worst);
    }

    /** The worst that any check is, whether or not it counts in full. */
    private HealthStatus worst() {
        return counts.keySet().stream().reduce(HealthStatus.UP, HealthStatus::worst);
    }

    /** What is so, without names: true for as long as the counts are. */
    String words() {
        if (all() == 0) {
            return "There are no checks yet";
        }
        HealthStatus worst = worst();
        if (worst == HealthStatus.UP) {
            return all() == 1 ? "The only check is up" : "All " + Words.grouped(all()) + " checks are up";
        }
        int many = count(worst);
        String which = many == all() && many > 1
                ? "All " + Words.grouped(many) + " checks are "
                : Words.grouped(many) + " of " + Words.plural(all(), "check") + (many == 1 ? " is " : " are ");
        return which + Words.being(worst);
    }

    /** Those that are at their worst, causes before what only follows from them; the first few of them. */
    List<CheckState> blamed() {
        HealthStatus worst = worst();
        if (worst == HealthStatus.UP) {
            return List.of();
        }
        return report.states().stream()
                .filter(state -> state.status() == worst)
                .sorted((a, b) ->
                        Boolean.compare(a.rootCause().isPresent(), b.rootCause().isPresent()))
                .limit(MOST_NAMES)
                .toList();
    }

    int further() {
        return worst() == HealthStatus.UP ? 0 : Math.max(0, count(worst()) - MOST_NAMES);
    }
}
