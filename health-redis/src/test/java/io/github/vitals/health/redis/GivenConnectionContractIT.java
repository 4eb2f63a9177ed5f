package io.github.vitals.health.redis;

import io.github.vitals.health.HealthCheck;
import io.lettuce.core.api.StatefulRedisConnection;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The check uses a connection of the application, which the client reconnects. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class GivenConnectionContractIT extends RedisContract {
    private StatefulRedisConnection<String, String> connection;

    @BeforeEach
    void connect() {
        connection = client.connect();
    }

    @AfterEach
    void disconnect() {
        connection.close();
    }

    @Override
    protected HealthCheck newCheck() {
        return RedisHealthCheck.of(connection);
    }

    @Override
    protected Optional<HealthCheck> checkOfTargetThatThrows(Throwable thrown) {
        return Optional.of(RedisHealthCheck.of(open(thrown)));
    }

    @Override
    protected Optional<HealthCheck> checkOfTargetThatAnswersNull() {
        return Optional.of(RedisHealthCheck.of(open(null)));
    }

    /** A connection that is open and fails at whatever is sent, or takes it and never answers. */
    private static StatefulRedisConnection<?, ?> open(@Nullable Throwable thrown) {
        return (StatefulRedisConnection<?, ?>) Proxy.newProxyInstance(
                GivenConnectionContractIT.class.getClassLoader(),
                new Class<?>[] {StatefulRedisConnection.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "isOpen" -> true;
                    case "dispatch" -> thrown == null ? null : fail(thrown);
                    default -> null;
                });
    }

    private static Object fail(Throwable thrown) throws Throwable {
        throw thrown;
    }
}
