package io.github.vitals.health.redis;

/** What should be asked was closed on our side, which is nobody's fault over there. */
final class ClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ClosedException(String what) {
        super(what + " was closed");
    }
}
