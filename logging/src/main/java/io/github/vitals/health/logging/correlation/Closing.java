package io.github.vitals.health.logging.correlation;

/** Closes what newer JDKs can close, and this one does not know to be closeable. */
final class Closing {
    private Closing() {}

    static void close(Object target) {
        if (target instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (RuntimeException broken) {
                throw broken;
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
        }
    }
}
