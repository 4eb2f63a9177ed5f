package io.github.vitals.health.redis;

import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.servers.RedisServer;
import io.lettuce.core.RedisURI;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The check connects to the one that a Sentinel calls the master; there is nobody else to promote. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class SentinelContractIT extends RedisContract {
    private RedisServer sentinel;

    @BeforeAll
    void watch() {
        sentinel = RedisServer.sentinel();
        try (StatefulRedisSentinelConnection<String, String> connection = client.connectSentinel(bySentinel())) {
            connection.sync().monitor("m", "127.0.0.1", server.port(), 1);
            connection.sync().set("m", "auth-pass", PASSWORD);
        }
    }

    @AfterAll
    void watchNoMore() {
        sentinel.close();
    }

    private RedisURI bySentinel() {
        RedisURI address =
                RedisURI.Builder.sentinel("127.0.0.1", sentinel.port(), "m").build();
        address.setAuthentication(PASSWORD.toCharArray());
        return address;
    }

    @Override
    protected HealthCheck newCheck() {
        return RedisHealthCheck.of(client, bySentinel());
    }
}
