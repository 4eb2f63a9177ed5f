package io.github.vitals.health.redis;

import io.github.vitals.health.HealthCheck;
import io.lettuce.core.api.StatefulRedisConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The check uses a connection of the application, which the client reconnects. */
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
}
