package io.github.vitals.health.jdbc;

import io.github.vitals.health.FailureReason;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What an exception says about a TLS handshake. */
final class TlsFailures {
    /** How the JDK and PostgreSQL's driver say that the certificate is for another host. */
    private static final List<String> OTHER_HOST =
            List.of("no subject alternative", "no name matching", "hostname", "host name");

    private TlsFailures() {}

    /** Null if this exception alone does not tell. */
    static @Nullable FailureReason reason(Throwable thrown, List<Throwable> within) {
        if (thrown instanceof CertificateExpiredException) {
            return FailureReason.TLS_EXPIRED;
        }
        if (thrown instanceof CertificateNotYetValidException) {
            return FailureReason.TLS_NOT_YET_VALID;
        }
        if (thrown instanceof SSLPeerUnverifiedException) {
            return FailureReason.TLS_HOSTNAME;
        }
        return thrown instanceof SSLException && within.stream().noneMatch(TlsFailures::saysMore)
                ? handshake(within)
                : null;
    }

    private static FailureReason handshake(List<Throwable> within) {
        if (within.stream().anyMatch(TlsFailures::namesOtherHost)) {
            return FailureReason.TLS_HOSTNAME;
        }
        return within.stream().anyMatch(TlsFailures::untrusted)
                ? FailureReason.TLS_UNTRUSTED
                : FailureReason.TLS_HANDSHAKE;
    }

    /** Further in is the certificate's own failure, or the network's. */
    private static boolean saysMore(Throwable cause) {
        return cause instanceof CertificateExpiredException
                || cause instanceof CertificateNotYetValidException
                || cause instanceof SocketException
                || cause instanceof InterruptedIOException
                || cause instanceof EOFException;
    }

    private static boolean namesOtherHost(Throwable cause) {
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return OTHER_HOST.stream().anyMatch(text::contains);
    }

    private static boolean untrusted(Throwable cause) {
        return cause instanceof CertPathBuilderException
                || cause instanceof CertPathValidatorException
                || String.valueOf(cause.getMessage()).contains("PKIX");
    }
}
