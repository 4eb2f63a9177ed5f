package io.github.vitals.health.net;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import org.jspecify.annotations.Nullable;

/** Why a run found its target DOWN. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureReason reason;
    private final String text;

    Failure(FailureReason reason, String text) {
        this(reason, text, null);
    }

    Failure(FailureReason reason, String text, @Nullable Throwable cause) {
        super(text, cause);
        this.reason = reason;
        this.text = text;
    }

    FailureReason reason() {
        return reason;
    }

    String text() {
        return text;
    }

    HealthResult result() {
        HealthResult down = HealthResult.down(reason, text);
        Throwable cause = getCause();
        return cause == null ? down : down.causedBy(cause);
    }
}
