package io.github.vitals.health.redis;

import io.github.vitals.health.HealthCheck;

/** The check opens a connection to the client's address. */
class OwnConnectionContractIT extends RedisContract {
    @Override
    protected HealthCheck newCheck() {
        return RedisHealthCheck.of(client);
    }
}
