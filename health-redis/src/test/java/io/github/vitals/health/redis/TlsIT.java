package io.github.vitals.health.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.servers.RedisServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SslOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
    private static final Duration DAY = Duration.ofDays(1);

    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();

    private UnaryOperator<SslOptions.Builder> options = UnaryOperator.identity();

    @TempDir
    Path folder;

    private HeldCertificate.Builder certificate(String name) {
        return new HeldCertificate.Builder().signedBy(authority).addSubjectAlternativeName(name);
    }

    /** By an absolute path, since Redis changes its folder before it reads. */
    private String file(String name, String pem) throws Exception {
        return Files.writeString(folder.resolve(name), pem).toAbsolutePath().toString();
    }

    private HealthResult run(HeldCertificate certificate) throws Exception {
        return run(certificate, authority);
    }

    private HealthResult run(HeldCertificate certificate, HeldCertificate trusted, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of("--tls-auth-clients", "no"));
        all.addAll(List.of("--tls-cert-file", file("cert.pem", certificate.certificatePem())));
        all.addAll(List.of("--tls-key-file", file("key.pem", certificate.privateKeyPkcs8Pem())));
        all.addAll(List.of("--tls-ca-cert-file", file("ca.pem", authority.certificatePem())));
        all.addAll(List.of(more));
        file("trusted.pem", trusted.certificatePem());
        try (RedisServer server = RedisServer.tls(all.toArray(new String[0]))) {
            return run("rediss://127.0.0.1:" + server.tlsPort());
        }
    }

    private HealthResult run(String uri) throws Exception {
        RedisClient client = RedisClient.create(uri);
        try {
            SslOptions.Builder trust = SslOptions.builder()
                    .trustManager(folder.resolve("trusted.pem").toFile());
            SslOptions ssl = options.apply(trust).build();
            client.setOptions(ClientOptions.builder().sslOptions(ssl).build());
            return RedisHealthCheck.of(client).check(CheckContext.of("cache", Duration.ofSeconds(10)));
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }

    private static void assertReason(HealthResult result, FailureReason reason) {
        assertThat(result.reason()).as(result.toString()).contains(reason);
    }

    @Test
    void aTrustedCertificateForTheHostIsUp() throws Exception {
        HealthResult result = run(certificate("127.0.0.1").build());
        assertThat(result.status()).as(result.toString()).isEqualTo(HealthStatus.UP);
    }

    @Test
    void aCertificateOfAnUnknownSignerIsUntrusted() throws Exception {
        HeldCertificate stranger = new HeldCertificate.Builder()
                .commonName("stranger")
                .certificateAuthority(0)
                .build();
        assertReason(run(certificate("127.0.0.1").build(), stranger), FailureReason.TLS_UNTRUSTED);
    }

    @Test
    void aCertificateForAnotherHostIsNotAccepted() throws Exception {
        assertReason(run(certificate("other.example").build()), FailureReason.TLS_HOSTNAME);
    }

    @Test
    void anExpiredCertificateIsNamedSo() throws Exception {
        Instant now = Instant.now();
        HeldCertificate expired = certificate("127.0.0.1")
                .validityInterval(
                        now.minus(DAY.multipliedBy(2)).toEpochMilli(),
                        now.minus(DAY).toEpochMilli())
                .build();
        assertReason(run(expired), FailureReason.TLS_EXPIRED);
    }

    @Test
    void aCertificateOfTomorrowIsNotYetValid() throws Exception {
        Instant now = Instant.now();
        HeldCertificate early = certificate("127.0.0.1")
                .validityInterval(
                        now.plus(DAY).toEpochMilli(),
                        now.plus(DAY.multipliedBy(2)).toEpochMilli())
                .build();
        assertReason(run(early), FailureReason.TLS_NOT_YET_VALID);
    }

    @Test
    void noCommonProtocolIsAFailedHandshakeAndNoMatterOfTheCertificate() throws Exception {
        options = builder -> builder.protocols("TLSv1.2");
        HealthResult result = run(certificate("127.0.0.1").build(), authority, "--tls-protocols", "TLSv1.3");
        assertReason(result, FailureReason.TLS_HANDSHAKE);
    }
}
