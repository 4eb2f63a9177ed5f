package io.github.vitals.health.redis;

import io.github.vitals.health.servers.RedisServer;
import io.github.vitals.health.testkit.HealthCheckContract;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract over a real Redis that asks for a password, for each way to make the check. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisContract extends HealthCheckContract {
    static final String PASSWORD = "pa55-7d1c0f";

    RedisServer server;
    RedisClient client;

    @BeforeAll
    void start() {
        server = newServer();
        client = RedisClient.create(address());
    }

    RedisServer newServer() {
        return RedisServer.start("--requirepass", PASSWORD);
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
    protected Duration timeout() {
        return Duration.ofMillis(500);
    }
}
