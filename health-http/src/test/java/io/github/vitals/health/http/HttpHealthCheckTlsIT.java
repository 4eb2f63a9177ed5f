package io.github.vitals.health.http;

import static io.github.vitals.health.http.Asking.answer;
import static io.github.vitals.health.http.Asking.ask;
import static io.github.vitals.health.http.Asking.assertDown;
import static io.github.vitals.health.http.Asking.assertUp;
import static io.github.vitals.health.http.Asking.check;
import static io.github.vitals.health.http.Asking.redirect;
import static io.github.vitals.health.http.Certificates.signedBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HttpHealthCheckTlsIT {
    private static HeldCertificate authority;

    private final MockWebServer server = new MockWebServer();

    @BeforeAll
    static void makeAuthority() {
        authority = Certificates.authority();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpHealthCheckBuilder serve(HeldCertificate.Builder certificate) throws Exception {
        return serve(certificate.build());
    }

    private HttpHealthCheckBuilder serve(HeldCertificate certificate) throws Exception {
        server.useHttps(Certificates.serving(certificate, authority));
        server.enqueue(answer(200));
        server.start();
        return check(server, "/").trust(Certificates.trusting(authority));
    }

    private static HeldCertificate.Builder valid(Instant from, Instant until) {
        return signedBy(authority, "localhost").validityInterval(from.toEpochMilli(), until.toEpochMilli());
    }

    private static HeldCertificate.Builder validUntil(Duration fromNow) {
        Instant now = Instant.now();
        return valid(now.minus(Duration.ofDays(365)), now.plus(fromNow));
    }

    private static HeldCertificate.Builder good() {
        return validUntil(Duration.ofDays(90));
    }

    @Nested
    class ACertificate {
        @Test
        void thatIsTrustedIsUpAndItsFactsAreTold() throws Exception {
            HeldCertificate certificate = good().commonName("payments").build();
            HealthResult result = ask(serve(certificate));
            assertUp(result);
            assertFacts(result, certificate);
        }

        @Test
        void outOfDateIsDownWithTlsExpiredAndItsFactsAreTold() throws Exception {
            HeldCertificate certificate = validUntil(Duration.ofDays(-1)).build();
            HealthResult result = ask(serve(certificate));
            assertDown(result, FailureReason.TLS_EXPIRED);
            assertFacts(result, certificate);
        }

        @Test
        void thatIsNotValidYetIsToldFromOneOutOfDate() throws Exception {
            Instant now = Instant.now();
            HeldCertificate certificate = valid(now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(90)))
                    .build();
            HealthResult result = ask(serve(certificate));
            assertDown(result, FailureReason.TLS_NOT_YET_VALID);
            assertFacts(result, certificate);
        }

        @Test
        void forAnotherHostIsDownWithTlsHostnameAndItsFactsAreTold() throws Exception {
            HeldCertificate certificate =
                    signedBy(authority, "elsewhere.example").build();
            HealthResult result = ask(serve(certificate));
            assertDown(result, FailureReason.TLS_HOSTNAME);
            assertFacts(result, certificate);
        }

        @Test
        void ofAnUnknownAuthorityIsDownWithTlsUntrustedAndItsFactsAreTold() throws Exception {
            HeldCertificate certificate = good().build();
            serve(certificate);
            HealthResult result = ask(check(server, "/"));
            assertDown(result, FailureReason.TLS_UNTRUSTED);
            assertFacts(result, certificate);
        }

        @Test
        void thatExpiresSoonIsDegradedOrDownAsToldAndUpBefore() throws Exception {
            HttpHealthCheckBuilder check = serve(validUntil(Duration.ofDays(10).plusHours(1)));
            server.enqueue(answer(200));
            server.enqueue(answer(200));
            HealthResult soon = ask(check);
            assertThat(soon.status()).isEqualTo(HealthStatus.DEGRADED);
            assertThat(soon.reason()).contains(FailureReason.TLS_EXPIRED);
            assertThat(soon.message()).contains("in 10 days (limit: 14)");
            assertDown(ask(check.certificateDays(20, 11)), FailureReason.TLS_EXPIRED);
            assertUp(ask(check.certificateDays(10, 5)));
        }

        private void assertFacts(HealthResult result, HeldCertificate certificate) {
            Instant until = certificate.certificate().getNotAfter().toInstant();
            assertThat(result.details())
                    .containsEntry("tlsVersion", "TLSv1.3")
                    .containsEntry("certificateUntil", until.toString())
                    .containsEntry("certificateIssuer", "CN=test authority")
                    .containsKeys("tlsCipher", "certificateChainUntil");
            assertThat(result.measurements())
                    .filteredOn(measurement -> measurement.name().equals("health.tls.certificate.expiry"))
                    .extracting(measurement -> measurement.labels().get("position"), measurement -> measurement.value())
                    .contains(tuple("leaf", (double) until.getEpochSecond()));
            assertThat(result.measurements())
                    .filteredOn(measurement -> measurement.name().equals("health.tls.info"))
                    .hasSize(1);
        }
    }

    @Nested
    class AHandshake {
        @Test
        void thatStallsIsDownWithConnectTimeoutInTime() throws Exception {
            try (RawServer silent = new RawServer(connection -> {})) {
                HttpHealthCheckBuilder check = HttpHealthCheck.builder(secured(silent));
                HealthResult result = ask(check, Duration.ofSeconds(1));
                assertDown(result, FailureReason.CONNECT_TIMEOUT);
                assertThat(result.details()).containsKey("tlsSeconds").doesNotContainKey("processingSeconds");
            }
        }

        @Test
        void withWhatDoesNotSpeakTlsIsDownWithTlsHandshake() throws Exception {
            try (RawServer plain = RawServer.greeting("220 mail.example ESMTP ready\r\n")) {
                assertDown(ask(HttpHealthCheck.builder(secured(plain))), FailureReason.TLS_HANDSHAKE);
            }
        }

        @Test
        void endsWhenTheRunIsInterrupted() throws Exception {
            try (RawServer silent = new RawServer(connection -> {})) {
                assertEndsWhenInterrupted(HttpHealthCheck.of(secured(silent)), () -> silent.accepted() > 0);
            }
        }

        private URI secured(RawServer server) {
            return URI.create("https://127.0.0.1:" + server.uri().getPort() + "/");
        }
    }

    @Test
    void waitingForAnAnswerOverTlsEndsWhenTheRunIsInterrupted() throws Exception {
        serve(good());
        CompletableFuture<Void> asked = new CompletableFuture<>();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                asked.complete(null);
                return new MockResponse.Builder()
                        .headersDelay(60, TimeUnit.SECONDS)
                        .build();
            }
        });
        assertEndsWhenInterrupted(
                check(server, "/").trust(Certificates.trusting(authority)).build(), asked::isDone);
    }

    private static void assertEndsWhenInterrupted(HttpHealthCheck check, Callable<Boolean> waiting) throws Exception {
        Thread run = new Thread(() -> {
            try {
                check.check(CheckContext.of("payments", Duration.ofMinutes(1)));
            } catch (InterruptedException expected) {
                Thread.currentThread().interrupt();
            }
        });
        run.start();
        await().until(waiting);
        run.interrupt();
        run.join(20_000);
        assertThat(run.isAlive()).isFalse();
    }

    @Nested
    class AClientCertificate {
        @Test
        void isShownToATargetThatAsksForIt() throws Exception {
            server.requireClientAuth();
            HeldCertificate own =
                    signedBy(authority, "watcher").commonName("watcher").build();
            assertUp(ask(serve(good()).clientCertificate(Certificates.holding(own, authority), Certificates.PASSWORD)));
            assertThat(server.takeRequest().getHandshake().peerCertificates()).contains(own.certificate());
        }

        @Test
        void thatIsMissingIsDownWithAuth() throws Exception {
            server.requireClientAuth();
            HealthResult result = ask(serve(good()));
            assertDown(result, FailureReason.AUTH);
            assertThat(result.message()).contains("asked for a client certificate");
        }

        @Test
        void isNotShownAtAnotherOrigin() throws Exception {
            try (MockWebServer elsewhere = new MockWebServer()) {
                elsewhere.useHttps(Certificates.serving(good().build(), authority));
                elsewhere.requestClientAuth();
                elsewhere.start();
                elsewhere.enqueue(answer(200));
                server.useHttps(Certificates.serving(good().build(), authority));
                server.enqueue(redirect(302, elsewhere.url("/")));
                server.start();
                HeldCertificate own = signedBy(authority, "watcher").build();
                assertUp(ask(check(server, "/")
                        .trust(Certificates.trusting(authority))
                        .clientCertificate(Certificates.holding(own, authority), Certificates.PASSWORD)
                        .followRedirects(1)));
                assertThat(elsewhere.takeRequest().getHandshake().peerCertificates())
                        .isEmpty();
            }
        }
    }

    @Test
    void http2IsSpokenWhereItIsOfferedAndTaken() throws Exception {
        HttpHealthCheckBuilder check = serve(good());
        server.enqueue(answer(200));
        server.enqueue(answer(200));
        assertThat(ask(check).details()).containsEntry("httpVersion", "1.1");
        HealthResult result = ask(check.http2());
        assertUp(result);
        assertThat(result.details()).containsEntry("httpVersion", "2");
        server.setProtocols(List.of(Protocol.HTTP_1_1));
        assertThat(ask(check).details()).containsEntry("httpVersion", "1.1");
    }
}
