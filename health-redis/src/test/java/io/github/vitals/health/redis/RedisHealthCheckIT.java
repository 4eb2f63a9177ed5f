package io.github.vitals.health.redis;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.servers.RedisServer;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RedisHealthCheckIT {
    private static final String PASSWORD = "pa55-7d1c0f";
    private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

    private RedisServer server;
    private RedisClient client;
    private StatefulRedisConnection<String, String> admin;

    @BeforeEach
    void start() {
        server = RedisServer.start("--requirepass", PASSWORD, "--enable-debug-command", "yes");
        client = RedisClient.create(address());
        admin = client.connect();
    }

    @AfterEach
    void stop() {
        client.shutdown(Duration.ZERO, ofSeconds(2));
        server.close();
    }

    private RedisURI address() {
        return address("default", PASSWORD);
    }

    private RedisURI address(String user, String password) {
        return RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(server.port())
                .withAuthentication(user, password.toCharArray())
                .withClientName("checked")
                .build();
    }

    private static HealthResult run(RedisHealthCheck check) throws InterruptedException {
        return run(check, ofSeconds(10));
    }

    private static HealthResult run(RedisHealthCheck check, Duration timeout) throws InterruptedException {
        return check.check(CheckContext.of("cache", timeout));
    }

    private static void assertDown(HealthResult result, FailureReason reason) {
        assertThat(result.status()).as(result.toString()).isEqualTo(HealthStatus.DOWN);
        assertThat(result.reason()).as(result.toString()).contains(reason);
    }

    private static void assertUp(HealthResult result) {
        assertThat(result.status()).as(result.toString()).isEqualTo(HealthStatus.UP);
    }

    /** How often the server was asked which command. */
    private Map<String, Long> calls() {
        Map<String, Long> calls = new TreeMap<>();
        Matcher matcher = CALLS.matcher(admin.sync().info("commandstats"));
        while (matcher.find()) {
            calls.put(matcher.group(1), Long.valueOf(matcher.group(2)));
        }
        return calls;
    }

    private long pings() {
        return calls().getOrDefault("ping", 0L);
    }

    private long connections() {
        return admin.sync().clientList().lines().count();
    }

    private void debug(String... words) {
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
        for (String word : words) {
            arguments.add(word);
        }
        admin.async().dispatch(CommandType.DEBUG, new StatusOutput<>(StringCodec.UTF8), arguments);
    }

    @Nested
    class Up {
        @Test
        void tellsHowLongTheAnswerTook() throws Exception {
            HealthResult result = run(RedisHealthCheck.of(client));
            assertUp(result);
            assertThat(Duration.parse(result.details().get("ping").toString())).isLessThan(ofSeconds(10));
        }

        @Test
        void sendsNothingButPing() throws Exception {
            RedisHealthCheck check = RedisHealthCheck.of(client.connect());
            assertUp(run(check));
            Map<String, Long> before = calls();
            for (int run = 0; run < 5; run++) {
                assertUp(run(check));
            }
            Map<String, Long> after = calls();
            after.remove("info");
            before.merge("ping", 5L, Long::sum);
            assertThat(after).isEqualTo(before);
        }

        @Test
        void fiftyRunsUseOneConnection() throws Exception {
            RedisHealthCheck check = RedisHealthCheck.of(client);
            long before = connections();
            for (int run = 0; run < 50; run++) {
                assertUp(run(check));
            }
            assertThat(connections()).isEqualTo(before + 1);
        }

        @Test
        void aUserWhoMayOnlyPingWillDo() throws Exception {
            admin.sync()
                    .aclSetuser(
                            "pinger",
                            AclSetuserArgs.Builder.on()
                                    .addPassword("pinger-pa55")
                                    .addCommand(CommandType.PING));
            assertUp(run(RedisHealthCheck.of(client, address("pinger", "pinger-pa55"))));
        }
    }

    @Nested
    class Down {
        @Test
        void whenThePasswordIsWrong() throws Exception {
            HealthResult result = run(RedisHealthCheck.of(client, address("default", "wr0ng-5ecret")));
            assertDown(result, FailureReason.AUTH);
            assertThat(result.message()).contains("WRONGPASS").doesNotContain("wr0ng-5ecret");
        }

        @Test
        void whenThereIsNoPassword() throws Exception {
            RedisURI anonymous = RedisURI.create(server.uri());
            assertDown(run(RedisHealthCheck.of(client, anonymous)), FailureReason.AUTH);
        }

        @Test
        void whenTheUserMayNotPing() throws Exception {
            admin.sync().aclSetuser("mute", AclSetuserArgs.Builder.on().addPassword("mute-pa55"));
            HealthResult result = run(RedisHealthCheck.of(client, address("mute", "mute-pa55")));
            assertDown(result, FailureReason.AUTH);
            assertThat(result.message()).contains("NOPERM");
        }

        @Test
        void whenTheHostHasNoAddress() throws Exception {
            RedisURI nowhere = RedisURI.create("redis://no-such-host.invalid");
            assertDown(run(RedisHealthCheck.of(client, nowhere)), FailureReason.DNS);
        }

        @Test
        void whileTheServerLoadsItsData() throws Exception {
            RedisHealthCheck check = RedisHealthCheck.of(client);
            assertUp(run(check));
            admin.sync().configSet(Map.of("key-load-delay", "30000", "loading-process-events-interval-bytes", "1024"));
            debug("POPULATE", "100");
            debug("RELOAD");
            await().untilAsserted(() -> {
                HealthResult result = run(check);
                assertDown(result, FailureReason.STARTING);
                assertThat(result.message()).contains("LOADING");
            });
        }

        @Test
        void whenTheClientIsShutDown() throws Exception {
            RedisHealthCheck check = RedisHealthCheck.of(client);
            assertUp(run(check));
            client.shutdown(Duration.ZERO, ofSeconds(2));
            assertDown(run(check), FailureReason.CLOSED);
        }

        @Test
        void atOnceWhenAGivenConnectionIsLost() throws Exception {
            StatefulRedisConnection<String, String> connection = client.connect();
            RedisHealthCheck check = RedisHealthCheck.of(connection);
            server.kill();
            await().until(() -> !connection.isOpen());
            assertDown(run(check), FailureReason.CONNECTION_LOST);
        }

        @Test
        void whenTheServerGoesWhileAPingIsUnanswered() throws Exception {
            RedisHealthCheck check = RedisHealthCheck.of(client);
            assertUp(run(check));
            server.freeze();
            assertDown(run(check, ofMillis(50)), FailureReason.TIMEOUT);
            server.kill();
            await().untilAsserted(() -> assertDown(run(check), FailureReason.CONNECT_REFUSED));
        }

        /** A paused server has read the PING, so its end closes the connection instead of resetting it. */
        @Test
        void atOnceWhenTheConnectionIsClosedWhileAnAnswerIsAwaited() throws Exception {
            RedisHealthCheck check = RedisHealthCheck.of(client);
            assertUp(run(check));
            admin.sync().clientPause(60_000);
            FutureTask<HealthResult> waiting = new FutureTask<>(() -> run(check));
            Thread runner = new Thread(waiting, "waiting");
            runner.start();
            await().until(() -> runner.getState() == Thread.State.TIMED_WAITING);
            server.kill();
            assertDown(waiting.get(), FailureReason.CONNECTION_LOST);
        }
    }

    @Nested
    class WhileTheServerIsFrozen {
        @Test
        void fiftyRunsLeaveOneCommandAndOneConnection() throws Exception {
            RedisHealthCheck check = RedisHealthCheck.of(client);
            assertUp(run(check));
            assertOneCommandAfterFiftyRuns(check);
        }

        @Test
        void soDoFiftyRunsOverAGivenConnection() throws Exception {
            RedisHealthCheck check = RedisHealthCheck.of(client.connect());
            assertUp(run(check));
            assertOneCommandAfterFiftyRuns(check);
        }

        /** Lettuce gives up waiting for a command after its own timeout, but the command is on its way all the same. */
        @Test
        void theTimeoutOfTheClientDoesNotMakeItTwo() throws Exception {
            RedisURI impatient = address();
            impatient.setTimeout(ofMillis(100));
            RedisHealthCheck check = RedisHealthCheck.of(client, impatient);
            assertUp(run(check));
            assertOneCommandAfterFiftyRuns(check);
        }

        private void assertOneCommandAfterFiftyRuns(RedisHealthCheck check) throws InterruptedException {
            long pings = pings();
            long connections = connections();
            server.freeze();
            for (int run = 0; run < 50; run++) {
                assertDown(run(check, ofMillis(20)), FailureReason.TIMEOUT);
            }
            server.thaw();
            assertThat(pings()).isEqualTo(pings + 1);
            assertThat(connections()).isEqualTo(connections);
            assertUp(run(check));
            assertThat(pings()).isBetween(pings + 1, pings + 2);
        }

        @Test
        void fiftyRunsThatHaveToConnectLeaveOneConnection() throws Exception {
            long connections = connections();
            for (RedisHealthCheck check :
                    new RedisHealthCheck[] {RedisHealthCheck.of(client), RedisHealthCheck.of(client, address())}) {
                server.freeze();
                for (int run = 0; run < 50; run++) {
                    assertDown(run(check, ofMillis(20)), FailureReason.CONNECT_TIMEOUT);
                }
                server.thaw();
                assertUp(run(check));
                assertThat(connections()).isEqualTo(++connections);
            }
            assertThat(threads("redis-health-connect")).isZero();
        }

        @Test
        void aRunThatConnectsEndsWhenItIsInterrupted() {
            RedisHealthCheck check = RedisHealthCheck.of(client, address());
            server.freeze();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> run(check)).isInstanceOf(InterruptedException.class);
        }

        private long threads(String name) {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith(name))
                    .count();
        }
    }
}
