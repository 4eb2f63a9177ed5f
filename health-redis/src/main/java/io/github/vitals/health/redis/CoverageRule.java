package io.github.vitals.health.redis;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import java.util.Optional;
import java.util.Set;

/** The cluster serves all of its slots. */
final class CoverageRule implements Rule {
    private final HealthStatus incomplete;

    CoverageRule(HealthStatus incomplete) {
        this.incomplete = incomplete;
    }

    @Override
    public Set<Request> asks() {
        return Set.of(Request.CLUSTER);
    }

    @Override
    public Optional<Finding> judge(Facts facts) {
        Slots slots = Slots.of(facts);
        String state = facts.text("cluster_state").orElse("ok");
        if (!state.equals("ok") || slots.uncovered() > 0) {
            return Optional.of(new Finding(
                    incomplete,
                    FailureReason.INCOMPLETE,
                    "the cluster's state is " + state + ", " + slots.uncovered() + " of its slots are not covered"));
        }
        return slots.doubtful() == 0
                ? Optional.empty()
                : Optional.of(Finding.degraded(
                        FailureReason.INCOMPLETE,
                        slots.doubtful() + " slots are on a node that does not answer others"));
    }
}
