package io.github.vitals.health.logging.correlation;

/** Whether OpenTelemetry's API is on the class path; decided once, so that the JIT leaves nothing of the question. */
final class Tracer {
    static final boolean PRESENT = present("io.opentelemetry.api.trace.Span", Tracer.class.getClassLoader());

    private Tracer() {}

    static boolean present(String type, ClassLoader loader) {
        try {
            Class.forName(type, false, loader);
            Class.forName("io.opentelemetry.context.Context", false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
