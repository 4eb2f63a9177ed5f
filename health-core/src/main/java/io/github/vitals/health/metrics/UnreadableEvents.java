package io.github.vitals.health.metrics;

/** Counts that nothing can be said by; the message is for the operator. */
final class UnreadableEvents extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableEvents(String message) {
        super(message, null, false, false);
    }
}
