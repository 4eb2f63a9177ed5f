package io.github.vitals.health.redis;

import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.servers.RedisServer;
import io.github.vitals.health.testkit.HealthCheckContract;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract over a real Redis that asks for a password, for each way to make the check. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisContract extends HealthCheckContract {
    private static final String PASSWORD = "pa55-7d1c0f";

    RedisServer server;
    RedisClient client;

    @BeforeAll
    void start() {
        server = RedisServer.start("--requirepass", PASSWORD);
        client = RedisClient.create(address());
    }

    @AfterAll
    void stop() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        server.close();
    }

    RedisURI address() {
        return RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(server.port())
                .withPassword(PASSWORD.toCharArray())
                .build();
    }

    @Override
    protected void freeze() {
        server.freeze();
    }

    @Override
    protected void thaw() {
        server.thaw();
    }

    @Override
    protected void kill() {
        server.kill();
    }

    @Override
    protected void restart() {
        server.restart();
    }

    @Override
    protected Set<String> secrets() {
        return Set.of(PASSWORD);
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
                RedisContract.class.getClassLoader(),
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
