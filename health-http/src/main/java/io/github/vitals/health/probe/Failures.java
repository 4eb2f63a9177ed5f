package io.github.vitals.health.probe;

import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Why there was no answer, in words. */
final class Failures {
    private Failures() {}

    static String text(Throwable failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        if (failure instanceof UnknownHostException) {
            return "unknown host: " + message;
        }
        return failure instanceof SSLException ? "TLS: " + message : message;
    }
}
