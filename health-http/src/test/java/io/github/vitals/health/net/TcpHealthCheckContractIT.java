package io.github.vitals.health.net;

import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.servers.RedisServer;
import io.github.vitals.health.testkit.HealthCheckContract;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class TcpHealthCheckContractIT extends HealthCheckContract {
    private static final String SECRET = UUID.randomUUID().toString();

    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.start("--requirepass", SECRET);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Override
    protected HealthCheck newCheck() {
        return TcpHealthCheck.builder("127.0.0.1", redis.port())
                .send("AUTH " + SECRET + "\r\nPING\r\nECHO " + SECRET + "\r\n")
                .expect("+PONG")
                .showBanner()
                .build();
    }

    @Override
    protected void freeze() {
        redis.freeze();
    }

    @Override
    protected void thaw() {
        redis.thaw();
    }

    @Override
    protected void kill() {
        redis.kill();
    }

    @Override
    protected void restart() {
        redis.restart();
    }

    @Override
    protected Set<String> secrets() {
        return Set.of(SECRET);
    }

    @Override
    protected Duration timeout() {
        return Duration.ofMillis(500);
    }
}
