package io.github.vitals.health.redis;

import io.github.vitals.health.HealthCheck;

/** The check opens a connection to an address it is given. */
class AddressContractIT extends RedisContract {
    @Override
    protected HealthCheck newCheck() {
        return RedisHealthCheck.of(client, address());
    }
}
