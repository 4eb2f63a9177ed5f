package io.github.vitals.health.redis;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.servers.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class SentinelIT {
    private static HealthResult run(RedisHealthCheck check) throws InterruptedException {
        return check.check(CheckContext.of("cache", ofSeconds(2)));
    }

    /** The Sentinel looks for replicas when it is told of a master, and finds this one at once if it is linked. */
    @Test
    void afterAPromotionTheNewMasterIsAskedAlthoughTheOldOneIsFrozen() throws Exception {
        RedisClient client = RedisClient.create();
        try (RedisServer master = RedisServer.embedded();
                RedisServer replica = RedisServer.embedded("--replicaof", "127.0.0.1 " + master.port());
                RedisServer sentinel = sentinelOf(client, master)) {
            RedisURI address =
                    RedisURI.Builder.sentinel("127.0.0.1", sentinel.port(), "m").build();
            RedisHealthCheck check = RedisHealthCheck.builder(client, address)
                    .expectRole(RedisRole.MASTER)
                    .expectWritable()
                    .build();
            assertThat(run(check).status()).as(run(check).toString()).isEqualTo(HealthStatus.UP);
            master.freeze();
            assertThat(run(check).reason()).contains(FailureReason.TIMEOUT);
            await().atMost(ofSeconds(30))
                    .untilAsserted(() -> assertThat(run(check).status())
                            .as(run(check).toString())
                            .isEqualTo(HealthStatus.UP));
            RedisHealthCheck promoted = RedisHealthCheck.builder(client, RedisURI.create(replica.uri()))
                    .expectRole(RedisRole.MASTER)
                    .build();
            assertThat(run(promoted).status()).isEqualTo(HealthStatus.UP);
        } finally {
            client.shutdown(Duration.ZERO, ofSeconds(2));
        }
    }

    private static RedisServer sentinelOf(RedisClient client, RedisServer master) {
        try (var connection = client.connect(RedisURI.create(master.uri()))) {
            await().until(() -> connection.sync().info("replication").contains("state=online"));
        }
        RedisServer sentinel = RedisServer.sentinel();
        RedisURI address =
                RedisURI.Builder.sentinel("127.0.0.1", sentinel.port(), "m").build();
        try (StatefulRedisSentinelConnection<String, String> connection = client.connectSentinel(address)) {
            connection.sync().monitor("m", "127.0.0.1", master.port(), 1);
            connection.sync().set("m", "down-after-milliseconds", "500");
            // Tries again after twice as long where it finds no replica that it has heard of lately.
            connection.sync().set("m", "failover-timeout", "1000");
            await().atMost(ofSeconds(15)).until(() -> {
                Map<String, String> known = connection.sync().master("m");
                return "1".equals(known.get("num-slaves"));
            });
        }
        return sentinel;
    }
}
