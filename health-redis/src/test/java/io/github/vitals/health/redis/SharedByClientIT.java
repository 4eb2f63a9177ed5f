package io.github.vitals.health.redis;

import io.github.vitals.health.shared.SharedStore;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class SharedByClientIT extends SharedContract {
    @Override
    protected SharedStore newStore() {
        return RedisSharedStore.builder(client).timeout(TIMEOUT).build();
    }
}
