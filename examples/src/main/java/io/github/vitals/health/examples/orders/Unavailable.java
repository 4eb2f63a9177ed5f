package io.github.vitals.health.examples.orders;

import java.io.Serial;

/** The service cannot take or show orders at the moment. The message is for the sender. */
final class Unavailable extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    Unavailable(String message) {
        super(message);
    }

    Unavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
