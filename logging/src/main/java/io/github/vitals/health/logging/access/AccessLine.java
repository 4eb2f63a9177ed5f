package io.github.vitals.health.logging.access;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** A request, from its arrival to the event that tells of its answer. Immutable. */
final class AccessLine {
    private static final Logger LOG = LoggerFactory.getLogger("http.access");
    private static final int FIRST_ERROR = 500;
    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");

    private final String method;
    private final String path;
    private final long arrived = System.nanoTime();
    private final Map<String, String> mdc;

    /**
     * @param path without the query, which may hold secrets; neither are the parameters of its parts logged, where some
     *     keep the id of a session
     */
    AccessLine(String method, String path) {
        this.method = method;
        this.path = PARAMETERS.matcher(path).replaceAll("");
        this.mdc = Optional.ofNullable(MDC.getCopyOfContextMap()).orElse(Map.of());
    }

    /** The answer is out. A status of 0 or less means that there was none. */
    void answered(int status, @Nullable Throwable thrown) {
        long took = System.nanoTime() - arrived;
        boolean failed = thrown != null || status < 1 || status >= FIRST_ERROR;
        LoggingEventBuilder event = LOG.atLevel(failed ? Level.WARN : Level.INFO)
                .addKeyValue("event.action", "http-request-answered")
                .addKeyValue("http.request.method", method)
                .addKeyValue("url.path", path)
                .addKeyValue("event.duration", took);
        if (status > 0) {
            event = event.addKeyValue("http.response.status_code", status);
        }
        if (thrown != null) {
            event = event.addKeyValue("http.exception", thrown.getClass().getName());
        }
        event.log(status > 0 ? "Request was answered" : "Request was not answered");
    }

    /** The same from a thread that knows nothing of the request. */
    void answeredElsewhere(int status, @Nullable Throwable thrown) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        MDC.setContextMap(mdc);
        try {
            answered(status, thrown);
        } finally {
            if (before == null) {
                MDC.clear();
            } else {
                MDC.setContextMap(before);
            }
        }
    }
}
