package io.github.vitals.health.redis;

import java.util.Locale;
import java.util.Optional;

/** What a Redis is in a replication. Immutable. */
public enum RedisRole {
    /** Takes writes, and sends them to its replicas if it has any. */
    MASTER,
    /** Receives the writes of a master. */
    REPLICA;

    static Optional<RedisRole> of(Facts facts) {
        return facts.text("role").map(role -> role.equals("master") ? MASTER : REPLICA);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
