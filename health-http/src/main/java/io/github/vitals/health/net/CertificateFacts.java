package io.github.vitals.health.net;

import io.github.vitals.health.HealthResult;
import io.github.vitals.health.Measurement;
import io.github.vitals.health.outbound.Shown;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What a server showed in a handshake, whether it was accepted or not. Immutable. */
record CertificateFacts(List<X509Certificate> chain, String protocol, String cipher) {
    private static final int MOST_NAMES = 10;

    /** A host name and an IP address, as X.509 numbers the kinds of alternative names. */
    private static final Set<Integer> HOSTS = Set.of(2, 7);

    X509Certificate leaf() {
        return chain.get(0);
    }

    Instant leafUntil() {
        return until(leaf());
    }

    Instant chainUntil() {
        return until(earliest());
    }

    /** The certificate of the chain that expires first. */
    X509Certificate earliest() {
        return chain.stream().min(Comparator.comparing(CertificateFacts::until)).orElseThrow();
    }

    static Instant until(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    static Instant from(X509Certificate certificate) {
        return certificate.getNotBefore().toInstant();
    }

    static String name(X509Certificate certificate) {
        return Shown.printable(certificate.getSubjectX500Principal().getName());
    }

    String issuer() {
        return Shown.printable(leaf().getIssuerX500Principal().getName());
    }

    /** The hosts that the certificate is for, 10 at most. */
    String hosts() {
        List<String> hosts = alternativeNames();
        String shown = String.join(", ", hosts.subList(0, Math.min(hosts.size(), MOST_NAMES)));
        int more = hosts.size() - MOST_NAMES;
        return Shown.printable(shown) + (more > 0 ? " and " + more + " more" : "");
    }

    private List<String> alternativeNames() {
        try {
            Collection<List<?>> names = leaf().getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> HOSTS.contains(name.get(0)))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException unreadable) {
            return List.of("unreadable");
        }
    }

    String lasting(X509Certificate certificate) {
        return name(certificate) + " until " + until(certificate);
    }

    /** Which certificate of the chain becomes valid last, and when. */
    String coming() {
        X509Certificate latest =
                chain.stream().max(Comparator.comparing(CertificateFacts::from)).orElseThrow();
        return name(latest) + " from " + from(latest);
    }

    HealthResult describe(HealthResult result) {
        return result.detail("tlsVersion", protocol)
                .detail("tlsCipher", cipher)
                .detail("certificateSubject", name(leaf()))
                .detail("certificateIssuer", issuer())
                .detail("certificateHosts", hosts())
                .detail("certificateUntil", leafUntil())
                .detail("certificateChainUntil", chainUntil())
                .measured(expiry("leaf", leafUntil()))
                .measured(expiry("earliest", chainUntil()))
                .measured(Measurement.gauge("health.tls.info", "", 1, "version", protocol, "cipher", cipher));
    }

    private static Measurement expiry(String position, Instant until) {
        return Measurement.gauge(
                "health.tls.certificate.expiry", "seconds", (double) until.getEpochSecond(), "position", position);
    }
}
