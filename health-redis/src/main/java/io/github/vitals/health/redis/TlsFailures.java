package io.github.vitals.health.redis;

import io.github.vitals.health.FailureReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What the exceptions of a TLS handshake say, taken together: the outer ones are vague, an inner one is exact. */
final class TlsFailures {
    /** How the JDK says that the certificate is for another host; it has no exception of its own for that. */
    private static final List<String> OTHER_HOST = List.of("no subject alternative", "no name matching");

    private TlsFailures() {}

    /** Null if they are not of TLS. */
    static @Nullable FailureReason reason(List<Throwable> chain) {
        if (any(chain, CertificateExpiredException.class)) {
            return FailureReason.TLS_EXPIRED;
        }
        if (any(chain, CertificateNotYetValidException.class)) {
            return FailureReason.TLS_NOT_YET_VALID;
        }
        if (any(chain, SSLPeerUnverifiedException.class) || chain.stream().anyMatch(TlsFailures::namesOtherHost)) {
            return FailureReason.TLS_HOSTNAME;
        }
        if (any(chain, CertificateException.class)) {
            return FailureReason.TLS_UNTRUSTED;
        }
        return any(chain, SSLException.class) ? FailureReason.TLS_HANDSHAKE : null;
    }

    private static boolean any(List<Throwable> chain, Class<? extends Throwable> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    private static boolean namesOtherHost(Throwable thrown) {
        String text = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
        return thrown instanceof CertificateException && OTHER_HOST.stream().anyMatch(text::contains);
    }
}
