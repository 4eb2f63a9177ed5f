package io.github.vitals.health.redis;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.Measurement;
import java.util.List;
import java.util.stream.Collectors;

/** Makes a result of what a run found. */
final class Verdict {
    private static final int MOST_MESSAGES = 5;

    private Verdict() {}

    static HealthResult of(Examination run) {
        if (run.facts().isEmpty()) {
            return silent(run);
        }
        HealthResult result = Figures.show(worst(run.findings()).detail("ping", run.pinged()), run.facts())
                .measured(Measurement.duration("health.redis.ping", run.pinged()));
        return run.nodes().get(0).name().isEmpty() ? result : cluster(result, run);
    }

    /** Nobody answered; for several servers, the first speaks for all. */
    private static HealthResult silent(Examination run) {
        Reply first = run.silent().values().iterator().next();
        return first.failure() == null || first.late()
                ? HealthResult.down(FailureReason.TIMEOUT, "PING was not answered in time")
                : RedisFailures.result(first.failure());
    }

    /** The first DOWN decides, or else the first of all; the others are told with it. */
    private static HealthResult worst(List<Finding> findings) {
        if (findings.isEmpty()) {
            return HealthResult.up();
        }
        Finding first = findings.stream().filter(Finding::isDown).findFirst().orElse(findings.get(0));
        String others = findings.stream()
                .filter(finding -> !finding.equals(first))
                .limit(MOST_MESSAGES)
                .map(finding -> "; " + finding.message())
                .collect(Collectors.joining());
        String message = first.message() + others;
        return first.isDown()
                ? HealthResult.down(first.reason(), message)
                : HealthResult.degraded(first.reason(), message);
    }

    private static HealthResult cluster(HealthResult result, Examination run) {
        long uncovered = Math.max(
                run.uncovered(),
                run.facts().stream()
                        .mapToLong(facts -> Slots.of(facts).uncovered())
                        .max()
                        .orElse(0));
        return result.detail("nodes", run.nodes().size())
                .detail("nodes.unreachable", run.silent().size())
                .detail("cluster.slots.uncovered", uncovered)
                .measured(Measurement.gauge(
                        "health.redis.cluster.nodes", "", run.nodes().size()))
                .measured(Measurement.gauge(
                        "health.redis.cluster.nodes.unreachable",
                        "",
                        run.silent().size()))
                .measured(Measurement.gauge("health.redis.cluster.slots.uncovered", "", (double) uncovered));
    }
}
