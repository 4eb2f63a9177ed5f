package io.github.vitals.health.servers.browser;

/** The browser would not do what it was told. */
final class RefusedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    RefusedException(String method, String reason) {
        super(method + ": " + reason);
    }
}
