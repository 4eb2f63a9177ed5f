package io.github.vitals.health.net;

import io.github.vitals.health.FailureReason;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Tells from what was thrown in a TLS handshake, and from the certificates, what is wrong. */
final class TlsFailures {
    private static final int DEEPEST = 20;
    private static final Set<FailureReason> OF_THE_CERTIFICATE = EnumSet.of(
            FailureReason.TLS_EXPIRED,
            FailureReason.TLS_NOT_YET_VALID,
            FailureReason.TLS_UNTRUSTED,
            FailureReason.TLS_HOSTNAME);

    private TlsFailures() {}

    /** Whether the server got so far as to show a certificate. */
    static boolean ofTheCertificate(FailureReason reason) {
        return OF_THE_CERTIFICATE.contains(reason);
    }

    static FailureReason reason(SSLException thrown, boolean showedNone) {
        List<Throwable> chain = chain(thrown);
        if (has(chain, CertificateExpiredException.class)) {
            return FailureReason.TLS_EXPIRED;
        }
        if (has(chain, CertificateNotYetValidException.class)) {
            return FailureReason.TLS_NOT_YET_VALID;
        }
        if (chain.stream().anyMatch(TlsFailures::namesOtherHost)) {
            return FailureReason.TLS_HOSTNAME;
        }
        if (refusesOurs(thrown, showedNone)) {
            return FailureReason.AUTH;
        }
        return chain.stream().anyMatch(TlsFailures::untrusted)
                ? FailureReason.TLS_UNTRUSTED
                : FailureReason.TLS_HANDSHAKE;
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable next = thrown; next != null && chain.size() < DEEPEST; next = next.getCause()) {
            chain.add(next);
        }
        return chain;
    }

    /** The JDK has no type of its own for this; these are the beginnings of its messages on JDK 17 to 25. */
    private static boolean namesOtherHost(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return thrown instanceof CertificateException
                && (message.startsWith("No subject alternative") || message.startsWith("No name matching"));
    }

    /**
     * An alert of the server's that speaks of a certificate can only mean the client's. Up to TLS 1.2 a missing one may
     * also be told by handshake_failure (RFC 5246, 7.4.6).
     */
    private static boolean refusesOurs(SSLException thrown, boolean showedNone) {
        String message = String.valueOf(thrown.getMessage());
        return message.contains("fatal alert")
                && (message.contains("certificate")
                        || message.contains("unknown_ca")
                        || message.contains("denied")
                        || (showedNone && message.contains("handshake_failure")));
    }

    private static boolean untrusted(Throwable thrown) {
        return thrown instanceof CertPathBuilderException
                || thrown instanceof CertPathValidatorException
                || thrown instanceof CertificateException;
    }

    private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    /** The failure in words, with the values that decided it where the certificates are known. */
    static String text(FailureReason reason, String serverName, @Nullable CertificateFacts facts) {
        return switch (reason) {
            case TLS_EXPIRED ->
                "the certificate has expired" + (facts == null ? "" : ": " + facts.lasting(facts.earliest()));
            case TLS_NOT_YET_VALID -> "the certificate is not valid yet" + (facts == null ? "" : ": " + facts.coming());
            case TLS_HOSTNAME ->
                "the certificate is for another host"
                        + (facts == null ? "" : ": " + facts.hosts() + " (expected: " + serverName + ")");
            case TLS_UNTRUSTED ->
                "the certificate is not signed by anyone we trust"
                        + (facts == null ? "" : " (issuer: " + facts.issuer() + ")");
            case AUTH -> "the server refused our certificate, or wants one";
            default -> "the TLS handshake failed";
        };
    }
}
