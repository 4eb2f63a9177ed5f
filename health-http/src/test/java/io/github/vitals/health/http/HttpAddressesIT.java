package io.github.vitals.health.http;

import static io.github.vitals.health.http.Asking.answer;
import static io.github.vitals.health.http.Asking.ask;
import static io.github.vitals.health.http.Asking.assertDown;
import static io.github.vitals.health.http.Asking.assertUp;
import static io.github.vitals.health.http.Asking.redirect;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HttpAddressesIT {
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start(InetAddress.getByName("127.0.0.1"), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpHealthCheckBuilder named(String... addresses) {
        return HttpHealthCheck.builder(URI.create("http://payments.example:" + server.getPort() + "/"))
                .names(host -> resolved(addresses));
    }

    private static InetAddress[] resolved(String... addresses) throws UnknownHostException {
        InetAddress[] resolved = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            resolved[i] = InetAddress.getByName(addresses[i]);
        }
        return resolved;
    }

    @Test
    void aResolverThatHangsIsDownWithDnsInTimeAndHoldsOneThread() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        HttpHealthCheck check = named().names(host -> {
                    asked.incrementAndGet();
                    awaitQuietly(released);
                    return resolved("127.0.0.1");
                })
                .build();
        try {
            for (int run = 0; run < 3; run++) {
                HealthResult result = check.check(CheckContext.of("payments", Duration.ofMillis(100)));
                assertDown(result, FailureReason.DNS);
                assertThat(result.message()).contains("payments.example: the host name was not resolved within ");
            }
            assertThat(asked).hasValue(1);
        } finally {
            released.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Nested
    class TheFirst {
        @Test
        void thatConnectsAnswers() throws Exception {
            server.enqueue(answer(200));
            HealthResult result = ask(named("127.0.0.2", "127.0.0.1"));
            assertUp(result);
            assertThat(result.details()).containsEntry("address", "127.0.0.1");
        }

        @Test
        void ofTheVersionWantedAnswers() throws Exception {
            server.enqueue(answer(200));
            assertUp(ask(named("::1", "127.0.0.1").ipVersion(IpVersion.V4)));
            HealthResult none = ask(named("127.0.0.1").ipVersion(IpVersion.V6));
            assertDown(none, FailureReason.DNS);
            assertThat(none.message()).contains("no address of IPv6");
        }
    }

    @Nested
    class All {
        @Test
        void wellIsUp() throws Exception {
            server.enqueue(answer(200));
            HealthResult result = ask(named("127.0.0.1").addresses(Addresses.ALL));
            assertUp(result);
            assertThat(result.details()).containsEntry("addresses", 1);
        }

        @Test
        void butOneIsDegradedAndThatOneIsNamed() throws Exception {
            server.enqueue(answer(200));
            HealthResult result = ask(named("127.0.0.1", "127.0.0.2").addresses(Addresses.ALL));
            assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.DEGRADED);
            assertThat(result.reason()).contains(FailureReason.CONNECT_REFUSED);
            assertThat(result.message()).startsWith("1 of 2 addresses fail: 127.0.0.2: ");
        }

        @Test
        void failingIsDown() throws Exception {
            HealthResult result = ask(named("127.0.0.3", "127.0.0.2").addresses(Addresses.ALL));
            assertDown(result, FailureReason.CONNECT_REFUSED);
            assertThat(result.message()).startsWith("2 of 2 addresses fail: ");
        }

        @Test
        void shareTheTimeSoThatOneThatHangsDoesNotTakeTheOthers() throws Exception {
            server.enqueue(answer(200));
            try (RawServer silent = new RawServer(InetAddress.getByName("127.0.0.2"), server.getPort(), hang -> {})) {
                HealthResult result =
                        ask(named("127.0.0.2", "127.0.0.1").addresses(Addresses.ALL), Duration.ofSeconds(3));
                assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.DEGRADED);
                assertThat(result.reason()).contains(FailureReason.TIMEOUT);
            }
        }
    }

    @Nested
    class DenyingPrivateOnes {
        @Test
        void blocksANameThatHasOneAndConnectsToNone() throws Exception {
            for (String inside :
                    new String[] {"127.0.0.1", "10.1.2.3", "169.254.169.254", "::ffff:127.0.0.1", "fd00::1"}) {
                HealthResult result = ask(named("192.0.3.1", inside).denyPrivate());
                assertDown(result, FailureReason.BLOCKED);
                assertThat(result.message()).contains("is not a public one");
            }
            assertThat(server.getRequestCount()).isZero();
        }

        @Test
        void blocksWhatARedirectLeadsTo() throws Exception {
            try (MockWebServer inside = new MockWebServer()) {
                inside.start();
                server.enqueue(redirect(302, "http://inside.example:" + inside.getPort() + "/"));
                HealthResult result = ask(named("127.0.0.1")
                        .allowHosts("payments.example", "*.other.example")
                        .followRedirects(3));
                assertDown(result, FailureReason.BLOCKED);
                assertThat(inside.getRequestCount()).isZero();
            }
        }

        @Test
        void connectsToTheAddressThatWasVettedThoughTheNameMovesOn() throws Exception {
            var answers = Stream.of("127.0.0.1", "127.0.0.2").iterator();
            server.enqueue(answer(200));
            HealthResult result = ask(named().names(host -> resolved(answers.next())));
            assertUp(result);
            assertThat(answers.next()).isEqualTo("127.0.0.2");
        }
    }
}
