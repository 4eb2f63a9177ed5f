package io.github.vitals.health.redis;

import io.github.vitals.health.HealthCheck;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The check opens a connection to an address it is given. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class AddressContractIT extends RedisContract {
    @Override
    protected HealthCheck newCheck() {
        return RedisHealthCheck.of(client, address());
    }
}
