package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.alerts.storm.ReplicaStorm;
import io.github.vitals.health.alerts.storm.StormCount;
import io.github.vitals.health.servers.PostgresServer;
import io.github.vitals.health.servers.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class ReplicaIT {
    private static final Duration LEASE = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    private static void assertNothingLost(StormCount count) {
        assertThat(count.incidents()).isPositive();
        assertThat(count.lostTriggers()).isZero();
        assertThat(count.lostResolves()).isZero();
        assertThat(count.strays()).isZero();
    }

    @Test
    void twoThatShareADatabaseLoseNothingWhenEitherIsFrozen() throws Exception {
        try (PostgresServer postgres = PostgresServer.start()) {
            String where = postgres.jdbcUrl() + " " + postgres.user() + " " + postgres.password();
            assertNothingLost(ReplicaStorm.run(folder, where, 2, 2, LEASE, 7));
        }
    }

    @Test
    void threeThatShareARedisLoseNothingWhenEitherIsFrozen() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            assertNothingLost(ReplicaStorm.run(folder, redis.uri(), 3, 2, LEASE, 8));
        }
    }
}
