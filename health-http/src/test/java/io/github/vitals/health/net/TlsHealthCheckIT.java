package io.github.vitals.health.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.Measurement;
import io.github.vitals.health.servers.FaultProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsHealthCheckIT {
    private static final String HOST = "localhost";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final HeldCertificate AUTHORITY = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("test authority")
            .build();
    private static final SSLContext TRUSTING = new HandshakeCertificates.Builder()
            .addTrustedCertificate(AUTHORITY.certificate())
            .build()
            .sslContext();

    private static HeldCertificate.Builder certificate(String host) {
        return new HeldCertificate.Builder()
                .signedBy(AUTHORITY)
                .commonName(host)
                .addSubjectAlternativeName(host)
                .duration(60, TimeUnit.DAYS);
    }

    private static HeldCertificate valid(Duration from, Duration until) {
        Instant now = Instant.now();
        return certificate(HOST)
                .validityInterval(now.plus(from).toEpochMilli(), now.plus(until).toEpochMilli())
                .build();
    }

    private static TlsHealthCheckBuilder check(int port) {
        return TlsHealthCheck.builder(HOST, port).sslContext(TRUSTING);
    }

    private static HealthResult run(TlsHealthCheckBuilder check) throws Exception {
        return run(check, LONG);
    }

    private static HealthResult run(TlsHealthCheckBuilder check, Duration timeout) throws Exception {
        return check.build().check(CheckContext.of("payments", timeout));
    }

    private static HealthResult runAgainst(HeldCertificate held) throws Exception {
        try (TlsServer server = TlsServer.start(held)) {
            return run(check(server.port()));
        }
    }

    private static void assertDown(HealthResult result, FailureReason reason) {
        assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.DOWN);
        assertThat(result.reason()).as(result::toString).contains(reason);
    }

    private static void assertFactsAreShown(HealthResult result, HeldCertificate held) {
        double until = (double) held.certificate().getNotAfter().toInstant().getEpochSecond();
        assertThat(result.details()).containsKeys("tlsVersion", "certificateSubject", "certificateUntil");
        assertThat(result.measurements())
                .extracting(
                        Measurement::name,
                        Measurement::value,
                        measurement -> measurement.labels().get("position"))
                .contains(tuple("health.tls.certificate.expiry", until, "leaf"))
                .contains(tuple("health.tls.certificate.expiry", until, "earliest"));
    }

    @Test
    void aGoodCertificateIsUpAndItsFactsAreShown() throws Exception {
        HeldCertificate held = certificate(HOST).build();
        HealthResult result = runAgainst(held);
        assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.UP);
        assertFactsAreShown(result, held);
        assertThat(result.details()).containsEntry("certificateHosts", HOST).containsKey("tlsSeconds");
    }

    @Test
    void anExpiredCertificateIsDownAndItsFactsAreShown() throws Exception {
        HeldCertificate held = valid(Duration.ofDays(-10), Duration.ofDays(-5));
        HealthResult result = runAgainst(held);
        assertDown(result, FailureReason.TLS_EXPIRED);
        assertFactsAreShown(result, held);
        assertThat(result.message())
                .contains(held.certificate().getNotAfter().toInstant().toString());
    }

    @Test
    void aCertificateOfTheFutureIsDownWithNotYetValid() throws Exception {
        HeldCertificate held = valid(Duration.ofDays(5), Duration.ofDays(50));
        HealthResult result = runAgainst(held);
        assertDown(result, FailureReason.TLS_NOT_YET_VALID);
        assertFactsAreShown(result, held);
    }

    @Test
    void aCertificateForAnotherHostIsDownWithHostname() throws Exception {
        HeldCertificate held = certificate("elsewhere.example").build();
        HealthResult result = runAgainst(held);
        assertDown(result, FailureReason.TLS_HOSTNAME);
        assertFactsAreShown(result, held);
        assertThat(result.message()).contains("elsewhere.example (expected: localhost)");
    }

    @Test
    void aCertificateForTheNameThatIsAskedForIsUp() throws Exception {
        try (TlsServer server = TlsServer.start(certificate("elsewhere.example").build())) {
            HealthResult result = run(check(server.port()).serverName("elsewhere.example"));
            assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.UP);
        }
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsDownWithUntrusted() throws Exception {
        HeldCertificate held = new HeldCertificate.Builder()
                .addSubjectAlternativeName(HOST)
                .duration(60, TimeUnit.DAYS)
                .build();
        HealthResult result = runAgainst(held);
        assertDown(result, FailureReason.TLS_UNTRUSTED);
        assertFactsAreShown(result, held);
    }

    @Test
    void aCertificateThatExpiresSoonIsDegradedOrDownByChoice() throws Exception {
        try (TlsServer server = TlsServer.start(valid(Duration.ofDays(-1), Duration.ofDays(10)))) {
            HealthResult soon = run(check(server.port()));
            assertThat(soon.status()).as(soon::toString).isEqualTo(HealthStatus.DEGRADED);
            assertThat(soon.reason()).contains(FailureReason.TLS_EXPIRED);
            assertDown(run(check(server.port()).downWithin(Duration.ofDays(20))), FailureReason.TLS_EXPIRED);
            assertThat(run(check(server.port()).degradedWithin(Duration.ofDays(5)))
                            .status())
                    .isEqualTo(HealthStatus.UP);
        }
    }

    @Test
    void anOlderProtocolThanWantedIsDownWithHandshake() throws Exception {
        try (TlsServer server = TlsServer.start(certificate(HOST).build(), "TLSv1.2")) {
            HealthResult result = run(check(server.port()).minimumProtocol("TLSv1.3"));
            assertDown(result, FailureReason.TLS_HANDSHAKE);
            assertThat(result.message()).contains("TLSv1.2 (expected: at least TLSv1.3)");
            assertThat(run(check(server.port()).minimumProtocol("TLSv1.2")).status())
                    .isEqualTo(HealthStatus.UP);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aServerThatWantsACertificateIsDownWithAuthUntilItIsShownOne(String protocol) throws Exception {
        HeldCertificate client = certificate("client").build();
        SSLContext showing = new HandshakeCertificates.Builder()
                .addTrustedCertificate(AUTHORITY.certificate())
                .heldCertificate(client)
                .build()
                .sslContext();
        try (TlsServer server =
                TlsServer.startWantingCertificate(certificate(HOST).build(), AUTHORITY, protocol)) {
            assertDown(run(check(server.port())), FailureReason.AUTH);
            HealthResult shown = run(check(server.port()).sslContext(showing));
            assertThat(shown.status()).as(shown::toString).isEqualTo(HealthStatus.UP);
        }
    }

    @Test
    void faultsOfTheNetworkAreToldApartAndLeaveNoConnection() throws Exception {
        try (TlsServer server = TlsServer.start(certificate(HOST).build());
                FaultProxy proxy = FaultProxy.before(server.port())) {
            proxy.blackHole();
            assertDown(run(check(proxy.port()), Duration.ofMillis(400)), FailureReason.TIMEOUT);
            proxy.heal();
            proxy.cutAfter(20);
            assertDown(run(check(proxy.port())), FailureReason.CONNECTION_LOST);
            proxy.heal();
            proxy.refuse();
            assertDown(run(check(proxy.port())), FailureReason.CONNECT_REFUSED);
            proxy.heal();
            assertThat(run(check(proxy.port())).status()).isEqualTo(HealthStatus.UP);
            await().untilAsserted(() -> assertThat(proxy.connections()).isZero());
        }
    }
}
