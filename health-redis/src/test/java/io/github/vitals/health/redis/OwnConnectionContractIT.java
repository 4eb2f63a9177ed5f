package io.github.vitals.health.redis;

import io.github.vitals.health.HealthCheck;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The check opens a connection to the client's address. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class OwnConnectionContractIT extends RedisContract {
    @Override
    protected HealthCheck newCheck() {
        return RedisHealthCheck.of(client);
    }
}
