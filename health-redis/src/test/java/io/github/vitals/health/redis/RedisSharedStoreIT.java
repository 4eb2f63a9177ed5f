package io.github.vitals.health.redis;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.servers.RedisServer;
import io.github.vitals.health.shared.Lease;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of Redis alone. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class RedisSharedStoreIT {
    private static final Map<String, Optional<String>> CHANGES = Map.of("a", Optional.of("1"));

    private static RedisServer server;
    private static RedisClient client;
    private static RedisCommands<String, String> redis;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        client = RedisClient.create(server.uri());
        redis = client.connect().sync();
    }

    @AfterAll
    static void stop() {
        client.shutdown(Duration.ZERO, ofSeconds(2));
        server.close();
    }

    @BeforeEach
    void empty() {
        redis.flushall();
    }

    @Test
    void theKeysAreThoseThatAreTold() throws Exception {
        try (RedisSharedStore store = RedisSharedStore.of(client);
                RedisSharedStore other =
                        RedisSharedStore.builder(client).prefix("orders:v2").build()) {
            store.write("alerts", CHANGES);
            store.lease("sender", "me", ofMinutes(1));
            assertThat(other.read("alerts")).isEmpty();
            other.write("alerts", CHANGES);
        }
        assertThat(redis.keys("*"))
                .containsExactlyInAnyOrder(
                        "{vitals}:space:alerts", "{vitals}:lease:sender", "{orders:v2}:space:alerts");
        assertThat(redis.hgetall("{vitals}:space:alerts")).isEqualTo(Map.of("a", "1"));
        assertThat(redis.hget("{vitals}:lease:sender", "holder")).isEqualTo("me");
    }

    @Test
    void scriptsThatRedisHasForgottenAreSentAgain() throws Exception {
        try (RedisSharedStore store = RedisSharedStore.of(client)) {
            Lease lease = store.lease("sender", "me", ofMinutes(1)).orElseThrow();
            store.write(lease, "alerts", CHANGES);
            redis.scriptFlush();
            store.write(lease, "alerts", Map.of("b", Optional.of("2")));
            assertThat(store.lease("sender", "me", ofMinutes(1))).contains(lease);
            assertThat(store.read("alerts")).isEqualTo(Map.of("a", "1", "b", "2"));
        }
    }

    @Test
    void tokensGrowAlsoWhereRedisHasLostAll() throws Exception {
        try (RedisSharedStore store = RedisSharedStore.of(client)) {
            Lease before = store.lease("sender", "me", ofMinutes(1)).orElseThrow();
            redis.flushall();
            Lease after = store.lease("sender", "you", ofMinutes(1)).orElseThrow();
            assertThat(after.token()).isGreaterThan(before.token());
        }
    }

    @Test
    void aWriteThatComesLateIsRefused() throws Exception {
        try (RedisSharedStore store = RedisSharedStore.of(client)) {
            Lease lease = store.lease("sender", "me", ofMinutes(1)).orElseThrow();
            store.write(lease, "alerts", Map.of("a", Optional.of("new")));
            List<String> keys = List.of("{vitals}:lease:sender", "{vitals}:space:alerts");
            String late = redis.eval(
                    RedisScript.WRITE_BY_LEASE.text(),
                    ScriptOutputType.VALUE,
                    keys.toArray(new String[0]),
                    "me",
                    Long.toString(lease.token()),
                    "0",
                    "a",
                    "+old");
            assertThat(late).isEqualTo("late");
            assertThat(store.read("alerts")).isEqualTo(Map.of("a", "new"));
        }
    }

    @Test
    void whatIsNotTheStoresFailsAndNothingIsWritten() throws Exception {
        redis.set("{vitals}:space:alerts", "taken");
        try (RedisSharedStore store = RedisSharedStore.of(client)) {
            assertThatThrownBy(() -> store.write("alerts", CHANGES))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("WRONGTYPE");
            assertThatThrownBy(() -> store.read("alerts")).isInstanceOf(IOException.class);
        }
        assertThat(redis.get("{vitals}:space:alerts")).isEqualTo("taken");
    }

    @Test
    void aGivenConnectionStaysOpenAndNoMoreThanOneCallWaitsOnIt() throws Exception {
        try (StatefulRedisConnection<String, String> connection = client.connect();
                RedisSharedStore store = RedisSharedStore.builder(connection)
                        .timeout(Duration.ofMillis(300))
                        .build()) {
            store.write("alerts", CHANGES);
            server.freeze();
            try {
                for (int call = 1; call <= 3; call++) {
                    Map<String, Optional<String>> late = Map.of("late " + call, Optional.of("1"));
                    assertThatThrownBy(() -> store.write("alerts", late)).isInstanceOf(IOException.class);
                }
            } finally {
                server.thaw();
            }
            assertThat(store.read("alerts")).containsOnlyKeys("a", "late 1");
            store.close();
            assertThat(connection.isOpen()).isTrue();
            assertThatThrownBy(() -> store.read("alerts")).hasMessage("store: closed (expected: open)");
        }
    }

    @Test
    void whatIsUnansweredOverAConnectionThatWasGivenUpIsNotWaitedFor() throws Exception {
        try (RedisServer hung = RedisServer.start();
                StatefulRedisConnection<?, ?> before = client.connect(RedisURI.create(hung.uri()));
                StatefulRedisConnection<?, ?> after = client.connect()) {
            hung.freeze();
            Queue<StatefulRedisConnection<?, ?>> connections = new ArrayDeque<>(List.of(before, after));
            RedisCalls<?> calls = RedisCalls.single(deadline -> connections.remove());
            assertThatThrownBy(() -> calls.hash("a", Deadline.in(Duration.ofMillis(100))))
                    .hasMessage("no answer in time");
            assertThat(calls.hash("a", Deadline.in(ofSeconds(10)))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a{b", "}", "ä", "a\n"})
    void aPrefixThatIsNoneIsRefused(String prefix) {
        assertThatThrownBy(() -> RedisSharedStore.builder(client).prefix(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("prefix: ")
                .hasMessageEndingWith(
                        "(expected: 1 to 100 letters, digits, '.', '_', ':' or '-', beginning with a letter"
                                + " or digit)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT11M"})
    void aTimeoutThatIsNoneIsRefused(Duration timeout) {
        assertThatThrownBy(() -> RedisSharedStore.builder(client).timeout(timeout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("timeout: " + timeout);
    }
}
