package io.github.vitals.health.examples.orders;

import java.io.Serial;

/** What was sent is not an order. The message is for the sender. */
final class InvalidOrder extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    InvalidOrder(String message) {
        super(message);
    }

    static InvalidOrder of(String field, Object value, String expected) {
        return new InvalidOrder(field + ": " + value + " (expected: " + expected + ")");
    }
}
