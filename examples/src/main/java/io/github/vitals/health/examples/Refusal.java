package io.github.vitals.health.examples;

import java.io.Serial;

/** The demo cannot be started like this; the message is for the person who tried. Nothing was started. */
final class Refusal extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message);
    }
}
