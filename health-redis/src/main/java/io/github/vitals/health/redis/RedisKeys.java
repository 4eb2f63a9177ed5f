package io.github.vitals.health.redis;

import io.github.vitals.health.shared.Lease;

/** Under which keys a store keeps what it keeps; all in one slot of a cluster. */
record RedisKeys(String prefix) {
    String space(String space) {
        return "{" + prefix + "}:space:" + space;
    }

    String lease(String name) {
        return "{" + prefix + "}:lease:" + name;
    }

    String lease(Lease lease) {
        return lease(Arguments.requireNonNull("lease", lease).name());
    }
}
