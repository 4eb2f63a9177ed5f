package io.github.vitals.health.http;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.outbound.Shown;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Tells from what was thrown, and how far the run had come, why there was no answer. */
final class Failures {
    private static final int DEEPEST = 20;
    private static final String NO_CLIENT_CERTIFICATE =
            "no answer, and the target had asked for a client certificate, where none fits";

    private Failures() {}

    static HealthResult result(Exception thrown, Ask ask, Transcript transcript) {
        if (thrown instanceof Refused refused) {
            return HealthResult.down(refused.reason(), ask.origin() + ": " + refused.getMessage());
        }
        List<Throwable> chain = chain(thrown);
        FailureReason reason = reason(chain, transcript.phases().connected());
        if (reason == null) {
            return HealthResult.down(thrown);
        }
        String text = text(reason);
        boolean lost = reason == FailureReason.CONNECTION_LOST || reason == FailureReason.TLS_HANDSHAKE;
        if (lost && transcript.clientCertificateMissing()) {
            reason = FailureReason.AUTH;
            text = NO_CLIENT_CERTIFICATE;
        }
        if (reason == FailureReason.TIMEOUT && transcript.status() != 0) {
            return HealthResult.down(
                    reason,
                    "status " + transcript.status() + ", but the body did not end: " + transcript.bytes() + " B");
        }
        return HealthResult.down(reason, ask.origin() + ": " + text + said(reason, chain))
                .causedBy(thrown);
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable next = thrown; next != null && chain.size() < DEEPEST; next = next.getCause()) {
            chain.add(next);
        }
        return chain;
    }

    private static @Nullable FailureReason reason(List<Throwable> chain, boolean connected) {
        if (has(chain, UnknownHostException.class)) {
            return FailureReason.DNS;
        }
        if (chain.get(0) instanceof InterruptedIOException) {
            return connected ? FailureReason.TIMEOUT : FailureReason.CONNECT_TIMEOUT;
        }
        if (has(chain, SSLException.class)) {
            return connected && !has(chain, SSLHandshakeException.class) ? FailureReason.CONNECTION_LOST : tls(chain);
        }
        if (has(chain, ProtocolException.class) || has(chain, DataFormatException.class) || notGzip(chain.get(0))) {
            return FailureReason.PROTOCOL;
        }
        if (!connected) {
            return notConnected(chain);
        }
        return has(chain, IOException.class) ? FailureReason.CONNECTION_LOST : null;
    }

    private static @Nullable FailureReason notConnected(List<Throwable> chain) {
        if (says(chain, "authenticate with proxy")) {
            return FailureReason.AUTH;
        }
        if (has(chain, SocketTimeoutException.class) || says(chain, "timed out")) {
            return FailureReason.CONNECT_TIMEOUT;
        }
        if (has(chain, ConnectException.class) || has(chain, NoRouteToHostException.class)) {
            return FailureReason.CONNECT_REFUSED;
        }
        if (says(chain, "response code for CONNECT")) {
            return FailureReason.CONNECT_REFUSED;
        }
        return has(chain, IOException.class) ? FailureReason.CONNECTION_LOST : null;
    }

    /** The most exact that a certificate gives; the dates first, as an expired one is often not trusted either. */
    private static FailureReason tls(List<Throwable> chain) {
        if (has(chain, CertificateExpiredException.class) || has(chain, BasicReason.EXPIRED)) {
            return FailureReason.TLS_EXPIRED;
        }
        if (has(chain, CertificateNotYetValidException.class) || has(chain, BasicReason.NOT_YET_VALID)) {
            return FailureReason.TLS_NOT_YET_VALID;
        }
        if (has(chain, SSLPeerUnverifiedException.class)) {
            return FailureReason.TLS_HOSTNAME;
        }
        return has(chain, CertificateException.class) ? FailureReason.TLS_UNTRUSTED : FailureReason.TLS_HANDSHAKE;
    }

    private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    private static boolean has(List<Throwable> chain, BasicReason reason) {
        return chain.stream()
                .anyMatch(thrown -> thrown instanceof CertPathValidatorException path && path.getReason() == reason);
    }

    private static boolean says(List<Throwable> chain, String text) {
        return chain.stream().map(Throwable::getMessage).anyMatch(message -> message != null && message.contains(text));
    }

    /** The transport has no type for it; this is how it says that a checksum or a mark of gzip is not there. */
    private static boolean notGzip(Throwable thrown) {
        return thrown.getClass() == IOException.class && says(List.of(thrown), "!= expected 0x");
    }

    private static String text(FailureReason reason) {
        return switch (reason) {
            case DNS -> "the host name could not be resolved";
            case CONNECT_TIMEOUT -> "the connection could not be opened in time";
            case CONNECT_REFUSED -> "the connection was refused";
            case TIMEOUT -> "no answer in time";
            case TLS_EXPIRED -> "the certificate is out of date";
            case TLS_NOT_YET_VALID -> "the certificate is not valid yet";
            case TLS_HOSTNAME -> "the certificate is for another host";
            case TLS_UNTRUSTED -> "the certificate is not signed by anyone trusted";
            case TLS_HANDSHAKE -> "the TLS handshake failed";
            case AUTH -> "the proxy refused the credentials";
            case PROTOCOL -> "the answer is not HTTP";
            default -> "the connection was lost";
        };
    }

    /** What the deepest throwable with a message said, where that adds something. */
    private static String said(FailureReason reason, List<Throwable> chain) {
        if (reason == FailureReason.TIMEOUT || reason == FailureReason.CONNECT_TIMEOUT) {
            return "";
        }
        for (int i = chain.size() - 1; i >= 0; i--) {
            Throwable thrown = chain.get(i);
            String message = thrown.getMessage();
            boolean quotes = thrown instanceof EOFException || (thrown instanceof SocketException && message == null);
            if (message != null && !message.isBlank() && !quotes) {
                return " (" + Shown.printable(message) + ")";
            }
        }
        return "";
    }
}
