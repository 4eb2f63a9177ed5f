package io.github.vitals.health.alerts.channel;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why there was no answer, in words that have no secrets. */
final class HttpFailure {
    private static final int SHOWN = 200;

    private HttpFailure() {}

    static DeliveryFailure of(@Nullable Throwable failure, Http.Post post, Deadline deadline) {
        if (failure instanceof HttpTimeoutException) {
            return deadline.passed();
        }
        String words = words(failure);
        return DeliveryFailure.unavailable(
                post.address().getHost() + ": " + Text.line(post.masked().in(words), SHOWN));
    }

    private static String words(@Nullable Throwable failure) {
        if (causedBy(failure, UnresolvedAddressException.class)) {
            return "no such host";
        }
        if (failure instanceof ConnectException) {
            return "cannot connect";
        }
        String message = failure == null || failure.getMessage() == null ? "" : failure.getMessage();
        if (failure instanceof SSLException) {
            return "TLS failed: " + message;
        }
        return "no answer: " + message;
    }

    private static boolean causedBy(@Nullable Throwable failure, Class<?> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
