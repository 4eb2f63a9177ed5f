package io.github.vitals.health.redis;

import io.github.vitals.health.servers.RedisServer;
import io.github.vitals.health.testkit.SharedStoreFaultsContract;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract over a real Redis that asks for a password and keeps nothing, for each way to make the store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedContract extends SharedStoreFaultsContract {
    static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final String PASSWORD = "pa55-1f8e2b";

    RedisServer server;
    RedisClient client;

    @BeforeAll
    void start() {
        server = RedisServer.start("--requirepass", PASSWORD);
        client = RedisClient.create(RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(server.port())
                .withPassword(PASSWORD.toCharArray())
                .build());
        // The first connection takes long: for all that is loaded then.
        client.connect().close();
    }

    @AfterAll
    void stop() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        server.close();
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
    protected Duration longest() {
        return TIMEOUT.plusMillis(500);
    }

    @Override
    protected boolean durable() {
        return false;
    }

    @Override
    protected Set<String> secrets() {
        return Set.of(PASSWORD);
    }
}
