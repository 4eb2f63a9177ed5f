package io.github.vitals.health.redis;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * No replica is further behind than a limit.
 *
 * @param status how bad it is
 * @param limit in the unit
 * @param unit as the message writes it
 * @param value the side of the lag that is looked at
 */
record LagRule(HealthStatus status, long limit, String unit, Function<Lag, OptionalLong> value) implements Rule {
    @Override
    public Set<Request> asks() {
        return Set.of(Request.REPLICATION);
    }

    @Override
    public Optional<Finding> judge(Facts facts) {
        OptionalLong found = value.apply(Lag.of(facts));
        if (found.isEmpty() || found.getAsLong() <= limit) {
            return Optional.empty();
        }
        String message = "replication is %d %s behind (limit: %d %s)".formatted(found.getAsLong(), unit, limit, unit);
        return Optional.of(new Finding(status, FailureReason.REPLICATION_LAG, message));
    }
}
