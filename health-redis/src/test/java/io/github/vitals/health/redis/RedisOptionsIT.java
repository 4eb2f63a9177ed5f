package io.github.vitals.health.redis;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.Measurement;
import io.github.vitals.health.servers.RedisServer;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.CommandType;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class RedisOptionsIT {
    private RedisServer server;
    private RedisClient client;
    private RedisCommands<String, String> admin;

    @BeforeEach
    void start() {
        server = RedisServer.embedded("--enable-protected-configs", "yes");
        client = RedisClient.create(server.uri());
        admin = client.connect().sync();
    }

    @AfterEach
    void stop() {
        client.shutdown(Duration.ZERO, ofSeconds(2));
        server.close();
    }

    private RedisHealthCheckBuilder check() {
        return RedisHealthCheck.builder(client, RedisURI.create(server.uri()));
    }

    private static HealthResult run(RedisHealthCheck check) throws InterruptedException {
        return check.check(CheckContext.of("cache", ofSeconds(10)));
    }

    private static void assertResult(HealthResult result, HealthStatus status, FailureReason reason) {
        assertThat(result.status()).as(result.toString()).isEqualTo(status);
        assertThat(result.reason()).as(result.toString()).contains(reason);
    }

    private static void assertUp(HealthResult result) {
        assertThat(result.status()).as(result.toString()).isEqualTo(HealthStatus.UP);
    }

    private RedisURI userWith(CommandType... commands) {
        AclSetuserArgs rights = AclSetuserArgs.Builder.on().addPassword("pinger-pa55");
        for (CommandType command : commands) {
            rights.addCommand(command);
        }
        admin.aclSetuser("pinger", rights);
        return RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(server.port())
                .withAuthentication("pinger", "pinger-pa55".toCharArray())
                .build();
    }

    @Test
    void aHealthyServerIsUpWithEveryOptionAndShowsItsFigures() throws Exception {
        HealthResult result = run(check().details()
                .expectRole(RedisRole.MASTER)
                .expectWritable()
                .memoryDegradedAt(90)
                .expectNoRejections()
                .expectPersistence()
                .lagDegradedAbove(ofSeconds(20))
                .slow(ofSeconds(9))
                .build());
        assertUp(result);
        assertThat(result.details()).containsKeys("version", "role", "memory.used", "clients", "ping");
        assertThat(result.measurements())
                .extracting(Measurement::name)
                .contains("health.redis.memory.used", "health.redis.clients", "health.redis.ping");
    }

    @Test
    void infoThatIsNotPermittedIsMissedOnlyByThoseWhoAskedForIt() throws Exception {
        RedisURI pinger = userWith(CommandType.PING);
        assertUp(run(RedisHealthCheck.of(client, pinger)));
        HealthResult result =
                run(RedisHealthCheck.builder(client, pinger).details().build());
        assertResult(result, HealthStatus.DEGRADED, FailureReason.AUTH);
        assertThat(result.message()).contains("+info");
    }

    @Test
    void aWriteThatMayNotBeAskedForIsNoRefusedWrite() throws Exception {
        RedisURI pinger = userWith(CommandType.PING);
        HealthResult result = run(RedisHealthCheck.builder(client, pinger)
                .expectWritable("app:health")
                .build());
        assertResult(result, HealthStatus.DEGRADED, FailureReason.AUTH);
        assertThat(result.message()).contains("+bitfield ~app:health");
    }

    @Test
    void askingForWritesLeavesEveryKeyAsItWas() throws Exception {
        admin.set("text", "kept");
        admin.lpush("list", "kept");
        for (String key : new String[] {"text", "list", "absent"}) {
            assertUp(run(check().expectWritable(key).build()));
        }
        assertThat(admin.get("text")).isEqualTo("kept");
        assertThat(admin.lrange("list", 0, -1)).containsExactly("kept");
        assertThat(admin.dbsize()).isEqualTo(2);
    }

    @Test
    void tooFewReplicasRefuseWrites() throws Exception {
        admin.configSet("min-replicas-to-write", "1");
        assertResult(run(check().expectWritable().build()), HealthStatus.DOWN, FailureReason.READ_ONLY);
        assertResult(run(check().expectReplicas(1).build()), HealthStatus.DEGRADED, FailureReason.REPLICATION_STOPPED);
    }

    @Test
    void fullMemoryRefusesWritesUnderNoeviction() throws Exception {
        admin.configSet(Map.of("maxmemory-policy", "noeviction", "maxmemory", "100mb"));
        RedisHealthCheck memory = check().memoryDegradedAt(90).build();
        assertUp(run(memory));
        admin.configSet("maxmemory", "1mb");
        assertResult(run(memory), HealthStatus.DEGRADED, FailureReason.SATURATED);
        assertResult(run(check().expectWritable().build()), HealthStatus.DOWN, FailureReason.SATURATED);
        admin.configSet("maxmemory-policy", "allkeys-lru");
        assertUp(run(memory));
    }

    @Test
    void keysThatAreDroppedForWantOfMemoryAreCounted() throws Exception {
        admin.configSet(Map.of("maxmemory-policy", "allkeys-random", "maxmemory", "100mb"));
        RedisHealthCheck check = check().details().build();
        assertThat(run(check).details()).containsEntry("keys.evicted", 0L);
        admin.set("key", "value");
        // Less than the server needs for itself: the next write makes room for nothing, and is refused.
        admin.configSet("maxmemory", "1");
        assertThatExceptionOfType(RedisCommandExecutionException.class).isThrownBy(() -> admin.set("other", "value"));
        assertThat(run(check).details()).containsEntry("keys.evicted", 1L);
    }

    /** Where the snapshot is to be written, there is a folder of that name. */
    @Test
    void aFailedSnapshotIsSeenAndWhereItStopsWritesEvenPingIsRefused() throws Exception {
        RedisHealthCheck check = check().expectPersistence().build();
        assertUp(run(check));
        String folder = admin.configGet("dir").get("dir");
        Files.createDirectory(Path.of(folder, "taken.rdb"));
        admin.configSet(Map.of("dbfilename", "taken.rdb", "save", "3600 1"));
        admin.configSet("stop-writes-on-bgsave-error", "no");
        admin.bgsave();
        await().untilAsserted(() -> assertResult(run(check), HealthStatus.DEGRADED, FailureReason.PERSISTENCE));
        assertUp(run(check().expectWritable().build()));
        admin.configSet("stop-writes-on-bgsave-error", "yes");
        assertResult(run(check().build()), HealthStatus.DOWN, FailureReason.PERSISTENCE);
    }

    /** Now and then the server closes a connection before its reason has been read. */
    @Test
    void rejectedConnectionsAreToldOnceAndANewOneSaysWhy() throws Exception {
        RedisHealthCheck check = check().expectNoRejections().build();
        assertUp(run(check));
        admin.configSet("maxclients", "2");
        try (Socket rejected = new Socket("127.0.0.1", server.port())) {
            rejected.getInputStream().readAllBytes();
        }
        assertResult(run(check), HealthStatus.DEGRADED, FailureReason.SATURATED);
        assertUp(run(check));
        await().untilAsserted(() -> assertResult(run(check().build()), HealthStatus.DOWN, FailureReason.SATURATED));
    }

    @Test
    void closedItHasNoConnectionAndSaysSo() throws Exception {
        RedisHealthCheck check = check().build();
        assertUp(run(check));
        long before = admin.clientList().lines().count();
        check.close();
        check.close();
        await().untilAsserted(
                        () -> assertThat(admin.clientList().lines().count()).isEqualTo(before - 1));
        assertResult(run(check), HealthStatus.DOWN, FailureReason.CLOSED);
    }

    @Test
    void aReplicaIsFollowedUntilItsMasterGoes() throws Exception {
        try (RedisServer other = RedisServer.embedded("--replicaof", "127.0.0.1 " + server.port())) {
            RedisURI replica = RedisURI.create(other.uri());
            RedisHealthCheck check = RedisHealthCheck.builder(client, replica)
                    .expectRole(RedisRole.REPLICA)
                    .lagDownAbove(ofSeconds(60))
                    .lagDownAbove(1_000_000_000L)
                    .build();
            await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertUp(run(check)));
            assertThat(run(check).details()).containsKeys("replication.lag", "replication.backlog", "link");
            await().untilAsserted(() -> assertUp(
                    run(check().expectReplicas(1).expectRole(RedisRole.MASTER).build())));
            assertResult(
                    run(RedisHealthCheck.builder(client, replica)
                            .expectWritable()
                            .build()),
                    HealthStatus.DOWN,
                    FailureReason.READ_ONLY);
            assertResult(
                    run(RedisHealthCheck.builder(client, replica)
                            .expectRole(RedisRole.MASTER)
                            .build()),
                    HealthStatus.DOWN,
                    FailureReason.ROLE);
            server.kill();
            await().untilAsserted(() -> assertResult(run(check), HealthStatus.DOWN, FailureReason.REPLICATION_STOPPED));
        }
    }
}
