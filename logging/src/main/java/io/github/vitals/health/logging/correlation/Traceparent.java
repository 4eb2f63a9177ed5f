package io.github.vitals.health.logging.correlation;

import java.util.Optional;

/** Reads {@code version "-" trace-id "-" parent-id "-" trace-flags}, W3C Trace Context, 3.2 and 4.2. */
final class Traceparent {
    private static final int LENGTH = 55;
    private static final int TRACE = 3;
    private static final int SPAN = 36;
    private static final int FLAGS = 53;

    private Traceparent() {}

    static Optional<TraceContext> parse(String text) {
        if (text.length() < LENGTH || !version(text) || !dashes(text)) {
            return Optional.empty();
        }
        String traceId = text.substring(TRACE, SPAN - 1);
        String spanId = text.substring(SPAN, FLAGS - 1);
        if (!Hex.id(traceId, traceId.length())
                || !Hex.id(spanId, spanId.length())
                || !Hex.digits(text, FLAGS, LENGTH)) {
            return Optional.empty();
        }
        return Optional.of(TraceContext.of(traceId, spanId, Integer.parseInt(text, FLAGS, LENGTH, 16)));
    }

    /** Version 00 ends after the flags, ff is forbidden, and any other may go on after one more dash. */
    private static boolean version(String text) {
        if (!Hex.digits(text, 0, 2) || text.startsWith("ff")) {
            return false;
        }
        return text.length() == LENGTH || (!text.startsWith("00") && text.charAt(LENGTH) == '-');
    }

    private static boolean dashes(String text) {
        return text.charAt(TRACE - 1) == '-' && text.charAt(SPAN - 1) == '-' && text.charAt(FLAGS - 1) == '-';
    }
}
