package io.github.vitals.health.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.Measurement;
import io.github.vitals.health.servers.FaultProxy;
import io.github.vitals.health.servers.RedisServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real Redis behind a network with faults. */
class TcpHealthCheckIT {
    private static final String HOST = "127.0.0.1";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(400);

    private static RedisServer redis;
    private static FaultProxy proxy;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        proxy = FaultProxy.before(redis.port());
    }

    @AfterEach
    void leavesNoConnection() {
        proxy.heal();
        await().untilAsserted(() -> assertThat(proxy.connections()).isZero());
    }

    @AfterAll
    static void stop() {
        proxy.close();
        redis.close();
    }

    private static TcpHealthCheckBuilder ping() {
        return TcpHealthCheck.builder(HOST, proxy.port()).send("PING\r\n").expect("+PONG\r\n");
    }

    private static HealthResult run(HealthCheck check, Duration timeout) throws Exception {
        return check.check(CheckContext.of("cache", timeout));
    }

    private static void assertDown(HealthResult result, FailureReason reason) {
        assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.DOWN);
        assertThat(result.reason()).as(result::toString).contains(reason);
    }

    @Test
    void upWhenTheAnswerIsAsExpectedAndEveryPhaseIsMeasured() throws Exception {
        HealthResult result = run(ping().build(), LONG);
        assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.UP);
        assertThat(result.measurements())
                .extracting(
                        Measurement::name, measurement -> measurement.labels().get("phase"))
                .containsExactly(
                        tuple("health.tcp.phase", "resolve"),
                        tuple("health.tcp.phase", "connect"),
                        tuple("health.tcp.phase", "answer"));
        assertThat(result.details()).containsEntry("address", HOST);
    }

    @Test
    void aRegularExpressionIsFoundInTheAnswer() throws Exception {
        HealthResult result = run(ping().expectMatching("(?m)^\\+P[A-Z]NG").build(), LONG);
        assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.UP);
    }

    @Test
    void anotherAnswerIsDownWithBodyAndTheBannerShowsItWithoutWhatWasSent() throws Exception {
        HealthCheck check = ping().send("NOSUCH s3cretword\r\n").showBanner().build();
        HealthResult result = run(check, Duration.ofSeconds(1));
        assertDown(result, FailureReason.BODY);
        assertThat(result.details().get("banner").toString()).startsWith("-ERR").doesNotContain("s3cretword");
    }

    @Test
    void aPortThatNobodyListensAtIsDownWithConnectRefused() throws Exception {
        proxy.refuse();
        assertDown(run(ping().build(), LONG), FailureReason.CONNECT_REFUSED);
    }

    @Test
    void aHangingHandshakeIsDownWithConnectTimeout() throws Exception {
        proxy.hang();
        assertDown(run(ping().build(), SHORT), FailureReason.CONNECT_TIMEOUT);
    }

    @Test
    void aBlackHoleIsDownWithTimeout() throws Exception {
        proxy.blackHole();
        assertDown(run(ping().build(), SHORT), FailureReason.TIMEOUT);
    }

    @Test
    void aConnectionResetBeforeTheAnswerIsDownWithConnectionLost() throws Exception {
        proxy.cutAfter(0);
        assertDown(run(ping().build(), LONG), FailureReason.CONNECTION_LOST);
    }

    @Test
    void aFrozenServerIsDownWithTimeoutAlthoughItTakesConnections() throws Exception {
        redis.freeze();
        try {
            assertDown(run(ping().build(), SHORT), FailureReason.TIMEOUT);
            assertThat(run(TcpHealthCheck.of(HOST, proxy.port()), LONG).status())
                    .isEqualTo(HealthStatus.UP);
        } finally {
            redis.thaw();
        }
    }

    @Test
    void anAnswerSlowerThanAllowedIsDegraded() throws Exception {
        proxy.latency(Duration.ofMillis(50));
        HealthResult result = run(ping().slow(Duration.ofMillis(40)).build(), LONG);
        assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.DEGRADED);
        assertThat(result.reason()).contains(FailureReason.SLOW);
    }

    @Test
    void aHugeAnswerIsReadNoFurtherThanAllowed() throws Exception {
        String echo = "ECHO " + "x".repeat(60_000) + "\r\n";
        HealthResult result = run(ping().send(echo).readAtMost(1000).build(), LONG);
        assertDown(result, FailureReason.SIZE);
        assertThat(result.message()).contains("1000 bytes");
    }

    @Test
    void theNextAddressIsTriedWhenOneTakesNoConnection() throws Exception {
        HealthCheck check = TcpHealthCheck.builder("cache.example", redis.port())
                .resolving(host -> addresses("127.0.0.2", HOST))
                .build();
        HealthResult result = run(check, LONG);
        assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.UP);
        assertThat(result.details()).containsEntry("address", HOST);
        assertThat(result.details().get("failedAddresses").toString()).contains("127.0.0.2");
    }

    private static InetAddress[] addresses(String... texts) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[texts.length];
        for (int i = 0; i < texts.length; i++) {
            addresses[i] = InetAddress.getByName(texts[i]);
        }
        return addresses;
    }

    @Test
    void aNameThatDoesNotResolveIsDownWithDns() throws Exception {
        HealthCheck check = TcpHealthCheck.builder("nowhere.example", 1)
                .resolving(host -> {
                    throw new UnknownHostException(host);
                })
                .build();
        assertDown(run(check, LONG), FailureReason.DNS);
    }

    @Test
    void aResolverThatHangsHoldsOneThreadHoweverOftenItIsAsked() throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        HealthCheck check = TcpHealthCheck.builder("slow.example", 1)
                .resolving(host -> {
                    awaitQuietly(hang);
                    throw new UnknownHostException(host);
                })
                .build();
        for (int round = 0; round < 3; round++) {
            assertDown(run(check, Duration.ofMillis(50)), FailureReason.DNS);
        }
        assertThat(resolving()).isOne();
        hang.countDown();
        await().untilAsserted(() -> assertThat(resolving()).isZero());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static long resolving() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("vitals-resolve"))
                .count();
    }
}
