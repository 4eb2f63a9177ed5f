package io.github.vitals.health.examples.orders;

import java.io.Serial;

/** The payment service gave no usable answer; whether it charged is not known, so it must be asked again. */
final class PaymentFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final String reason;

    PaymentFailure(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** The label of a metric: {@code timeout}, {@code unreachable} or {@code status}. */
    String reason() {
        return reason;
    }
}
