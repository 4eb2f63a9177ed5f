package io.github.vitals.health.redis;

import java.util.Optional;
import java.util.Set;

/** Nothing has to be so; what the server tells of itself is shown. */
final class DetailsRule implements Rule {
    @Override
    public Set<Request> asks() {
        return Set.of(
                Request.SERVER,
                Request.CLIENTS,
                Request.MEMORY,
                Request.PERSISTENCE,
                Request.STATS,
                Request.REPLICATION);
    }

    @Override
    public Optional<Finding> judge(Facts facts) {
        return Optional.empty();
    }
}
