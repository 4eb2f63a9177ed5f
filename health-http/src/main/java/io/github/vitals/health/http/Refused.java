package io.github.vitals.health.http;

import io.github.vitals.health.FailureReason;
import java.io.IOException;

/** We do not ask, or not any further, and know why; the message is fit to be shown. */
final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    private final FailureReason reason;

    Refused(FailureReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    FailureReason reason() {
        return reason;
    }
}
