package io.github.vitals.health.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.lettuce.core.api.StatefulRedisConnection;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnsentPingTest {
    /** A connection that is open and refuses every command, as one with a full queue does. */
    private final StatefulRedisConnection<?, ?> refusing = (StatefulRedisConnection<?, ?>) Proxy.newProxyInstance(
            UnsentPingTest.class.getClassLoader(),
            new Class<?>[] {StatefulRedisConnection.class},
            (proxy, method, args) -> switch (method.getName()) {
                case "isOpen" -> true;
                case "dispatch" -> throw new IllegalStateException("queue full");
                default -> null;
            });

    @Test
    void isNotWaitedForByTheNextRun() throws Exception {
        RedisHealthCheck check = RedisHealthCheck.of(refusing);
        for (int run = 1; run <= 2; run++) {
            HealthResult result = ask(check);
            assertThat(result.message()).contains("queue full");
            assertThat(result.reason()).contains(FailureReason.EXCEPTION);
        }
    }

    private static HealthResult ask(RedisHealthCheck check) {
        try {
            return check.check(CheckContext.of("cache", Duration.ofSeconds(1)));
        } catch (Exception thrown) {
            return HealthResult.down(thrown);
        }
    }
}
