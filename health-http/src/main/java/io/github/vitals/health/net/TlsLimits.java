package io.github.vitals.health.net;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a handshake that succeeded has to come up to. Immutable. */
record TlsLimits(
        Duration degradedWithin,
        Duration downWithin,
        @Nullable String minimumProtocol) {
    HealthResult judge(Target target, CertificateFacts facts) {
        if (minimumProtocol != null && facts.protocol().compareTo(minimumProtocol) < 0) {
            return HealthResult.down(
                    FailureReason.TLS_HANDSHAKE,
                    target + ": the protocol is " + facts.protocol() + " (expected: at least " + minimumProtocol + ")");
        }
        Instant now = Instant.now();
        if (!downWithin.isZero() && now.plus(downWithin).isAfter(facts.leafUntil())) {
            return HealthResult.down(FailureReason.TLS_EXPIRED, expiring(target, facts.leaf(), now, downWithin));
        }
        return !degradedWithin.isZero() && now.plus(degradedWithin).isAfter(facts.chainUntil())
                ? HealthResult.degraded(
                        FailureReason.TLS_EXPIRED, expiring(target, facts.earliest(), now, degradedWithin))
                : HealthResult.up();
    }

    private static String expiring(Target target, X509Certificate certificate, Instant now, Duration limit) {
        Instant until = CertificateFacts.until(certificate);
        return target + ": the certificate of " + CertificateFacts.name(certificate)
                + (until.isAfter(now) ? " expires on " : " expired on ") + until + ", in "
                + Duration.between(now, until).toDays() + " days (expected: at least " + limit.toDays() + " days)";
    }
}
