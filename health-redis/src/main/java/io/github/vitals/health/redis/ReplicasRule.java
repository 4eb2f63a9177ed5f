package io.github.vitals.health.redis;

import io.github.vitals.health.FailureReason;
import java.util.Optional;
import java.util.Set;

/** A master has enough replicas online. */
final class ReplicasRule implements Rule {
    private final int expected;

    ReplicasRule(int expected) {
        this.expected = expected;
    }

    @Override
    public Set<Request> asks() {
        return Set.of(Request.REPLICATION);
    }

    @Override
    public Optional<Finding> judge(Facts facts) {
        long online = Lag.online(facts).count();
        if (!facts.is("role", "master") || online >= expected) {
            return Optional.empty();
        }
        String message = online + " replicas are online (expected: at least " + expected + ")";
        return Optional.of(Finding.degraded(FailureReason.REPLICATION_STOPPED, message));
    }
}
