package io.github.vitals.health.http;

import io.github.vitals.health.HealthResult;
import io.github.vitals.health.Measurement;
import io.github.vitals.health.outbound.Shown;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the target showed in the handshake, accepted or not. */
record TlsFacts(List<X509Certificate> chain, String version, String cipher) {
    private static final String EXPIRY = "health.tls.certificate.expiry";

    Instant leafExpiry() {
        return chain.get(0).getNotAfter().toInstant();
    }

    Instant earliestExpiry() {
        return expiries().min(Comparator.naturalOrder()).orElseThrow();
    }

    private Stream<Instant> expiries() {
        return chain.stream().map(certificate -> certificate.getNotAfter().toInstant());
    }

    HealthResult describe(HealthResult result) {
        return result.detail("tlsVersion", version)
                .detail("tlsCipher", cipher)
                .detail(
                        "certificateIssuer",
                        Shown.printable(chain.get(0).getIssuerX500Principal().getName()))
                .detail("certificateUntil", leafExpiry())
                .detail("certificateChainUntil", earliestExpiry())
                .measured(expiry("leaf", leafExpiry()))
                .measured(expiry("earliest", earliestExpiry()))
                .measured(Measurement.gauge("health.tls.info", "", 1, "version", version, "cipher", cipher));
    }

    private static Measurement expiry(String position, Instant instant) {
        return Measurement.gauge(EXPIRY, "seconds", (double) instant.getEpochSecond(), "position", position);
    }
}
