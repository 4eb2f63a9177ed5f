package io.github.vitals.health.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpHealthCheckTlsIT {
    private static final String LOCALHOST = "dns:localhost";

    @TempDir
    private static Path folder;

    private static TlsTarget target;
    private static HttpClient trusting;

    @BeforeAll
    static void makeAuthority() throws Exception {
        target = new TlsTarget(folder);
        trusting = HttpClient.newBuilder().sslContext(target.trusting()).build();
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    private static HealthResult ask(URI uri) throws InterruptedException {
        return ask(HttpHealthCheck.builder(uri).client(trusting).build());
    }

    private static HealthResult ask(HttpHealthCheck check) throws InterruptedException {
        return check.check(CheckContext.of("payments", Duration.ofSeconds(20)));
    }

    @Test
    void aTrustedCertificateIsUp() throws Exception {
        assertThat(ask(target.serve("good", LOCALHOST, 1, 30)).status()).isEqualTo(HealthStatus.UP);
    }

    @Test
    void aCertificateOutOfDateIsDownWithTlsExpired() throws Exception {
        HealthResult result = ask(target.serve("expired", LOCALHOST, 10, 5));
        assertThat(result.reason()).as(result::toString).contains(FailureReason.TLS_EXPIRED);
    }

    @Test
    void aCertificateForAnotherHostIsDownWithTlsHostname() throws Exception {
        for (String names : List.of("dns:elsewhere.example", "email:nobody@elsewhere.example")) {
            HealthResult result = ask(target.serve("other-" + names.length(), names, 1, 30));
            assertThat(result.reason()).as(result::toString).contains(FailureReason.TLS_HOSTNAME);
        }
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsDownWithTlsUntrusted() throws Exception {
        HealthResult result = ask(HttpHealthCheck.of(target.serve("unknown", LOCALHOST, 1, 30)));
        assertThat(result.reason()).as(result::toString).contains(FailureReason.TLS_UNTRUSTED);
    }

    @Test
    void aHandshakeThatStallsIsDownInTime() throws Exception {
        try (RawServer plain = new RawServer(connection -> {})) {
            HealthResult result = HttpHealthCheck.of(
                            URI.create("https://127.0.0.1:" + plain.uri().getPort() + "/"))
                    .check(CheckContext.of("payments", Duration.ofSeconds(1)));
            // The JDK counts the handshake among the connecting, but may not come to say so before we give up.
            assertThat(result.reason().orElseThrow())
                    .as(result::toString)
                    .isIn(FailureReason.CONNECT_TIMEOUT, FailureReason.TIMEOUT);
        }
    }
}
