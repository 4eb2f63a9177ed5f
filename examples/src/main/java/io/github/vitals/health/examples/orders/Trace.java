package io.github.vitals.health.examples.orders;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The trace that a request is part of, as W3C's header {@code traceparent} tells it, in the logging context until it is
 * closed: so that log lines and histograms name it. Not thread-safe.
 */
final class Trace implements AutoCloseable {
    private static final Pattern HEADER = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}");
    private static final String TRACE = "trace.id";
    private static final String SPAN = "span.id";

    private Trace() {}

    /** What is no such header is no trace. */
    static Trace of(@Nullable String header) {
        Matcher parts = HEADER.matcher(header == null ? "" : header);
        if (parts.matches()) {
            MDC.put(TRACE, parts.group(1));
            MDC.put(SPAN, parts.group(2));
        }
        return new Trace();
    }

    @Override
    public void close() {
        MDC.remove(TRACE);
        MDC.remove(SPAN);
    }
}
