package io.github.vitals.health.http;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/** Tells from what the client threw why there was no answer. */
final class Failures {
    private static final int DEEPEST = 20;

    private Failures() {}

    static HealthResult result(Exception thrown, URI uri) {
        List<Throwable> chain = chain(thrown);
        Throwable first = chain.get(0);
        String where = Target.printable(Target.origin(uri));
        return reason(chain)
                .map(reason -> HealthResult.down(reason, text(reason, where) + said(chain))
                        .causedBy(first))
                .orElseGet(() -> HealthResult.down(first));
    }

    /** From the first throwable that is not the future's wrapping to the root cause. */
    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        Throwable next = thrown instanceof ExecutionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        while (next != null && chain.size() < DEEPEST) {
            chain.add(next);
            next = next.getCause();
        }
        return chain;
    }

    private static Optional<FailureReason> reason(List<Throwable> chain) {
        if (has(chain, UnknownHostException.class) || has(chain, UnresolvedAddressException.class)) {
            return Optional.of(FailureReason.DNS);
        }
        if (has(chain, HttpConnectTimeoutException.class)) {
            return Optional.of(FailureReason.CONNECT_TIMEOUT);
        }
        if (has(chain, HttpTimeoutException.class)) {
            return Optional.of(FailureReason.TIMEOUT);
        }
        if (has(chain, ConnectException.class) || has(chain, NoRouteToHostException.class)) {
            return Optional.of(FailureReason.CONNECT_REFUSED);
        }
        if (has(chain, SSLException.class)) {
            return Optional.of(tls(chain));
        }
        if (has(chain, ProtocolException.class)) {
            return Optional.of(FailureReason.HEADER);
        }
        return has(chain, IOException.class) ? Optional.of(FailureReason.CONNECTION_LOST) : Optional.empty();
    }

    private static FailureReason tls(List<Throwable> chain) {
        if (has(chain, CertificateExpiredException.class) || has(chain, CertificateNotYetValidException.class)) {
            return FailureReason.TLS_EXPIRED;
        }
        return chain.stream().anyMatch(Failures::namesOtherHost)
                ? FailureReason.TLS_HOSTNAME
                : FailureReason.TLS_UNTRUSTED;
    }

    /** The JDK has no type of its own for this; these are the beginnings of its messages on JDK 17 to 25. */
    private static boolean namesOtherHost(Throwable thrown) {
        String message = thrown.getMessage();
        return thrown instanceof CertificateException
                && message != null
                && (message.startsWith("No subject alternative") || message.startsWith("No name matching"));
    }

    private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    private static String text(FailureReason reason, String where) {
        return switch (reason) {
            case DNS -> where + ": the host name could not be resolved";
            case CONNECT_TIMEOUT -> where + ": the connection could not be opened in time";
            case CONNECT_REFUSED -> where + ": the connection was refused";
            case TIMEOUT -> where + ": no answer in time";
            case TLS_EXPIRED -> where + ": the certificate is out of date or not valid yet";
            case TLS_HOSTNAME -> where + ": the certificate is for another host";
            case TLS_UNTRUSTED -> where + ": the TLS handshake failed";
            case HEADER -> where + ": the answer is not HTTP";
            default -> where + ": the connection was lost";
        };
    }

    /** What the deepest throwable with a message said; the reason's own text says the rest. */
    private static String said(List<Throwable> chain) {
        for (int i = chain.size() - 1; i >= 0; i--) {
            String message = chain.get(i).getMessage();
            if (message != null && !message.isBlank()) {
                return " (" + Target.printable(message) + ")";
            }
        }
        return "";
    }
}
