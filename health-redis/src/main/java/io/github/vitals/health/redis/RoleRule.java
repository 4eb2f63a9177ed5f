package io.github.vitals.health.redis;

import io.github.vitals.health.FailureReason;
import java.util.Optional;
import java.util.Set;

/** The server has the role that is expected of it. */
final class RoleRule implements Rule {
    private final RedisRole expected;

    RoleRule(RedisRole expected) {
        this.expected = expected;
    }

    @Override
    public Set<Request> asks() {
        return Set.of(Request.REPLICATION);
    }

    @Override
    public Optional<Finding> judge(Facts facts) {
        return RedisRole.of(facts)
                .filter(role -> role != expected)
                .map(role -> Finding.down(
                        FailureReason.ROLE,
                        "the server is a " + role.label() + " (expected: " + expected.label() + ")"));
    }
}
