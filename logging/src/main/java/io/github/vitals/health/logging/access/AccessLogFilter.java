package io.github.vitals.health.logging.access;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Objects;

/**
 * For the JDK's HTTP server: logs each request with its method, path, status and duration to the logger
 * {@code http.access}, at INFO, and at WARN if the status is 500 or more, there is no answer, or the handler threw.
 *
 * <pre>{@code
 * HttpContext orders = server.createContext("/orders", handler);
 * orders.getFilters().addAll(List.of(new CorrelationFilter(), new AccessLogFilter()));
 * }</pre>
 *
 * <p>A handler that answers from another thread after it has returned is logged as one that did not answer.
 *
 * <p>Added after the {@code CorrelationFilter}, its events have the ids of trace and request. Neither the query nor a
 * header is logged. Thread-safe.
 */
public final class AccessLogFilter extends Filter {
    /** A filter for any number of contexts. */
    public AccessLogFilter() {}

    @Override
    public String description() {
        return "Logs each request that was answered";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        AccessLine line = new AccessLine(
                exchange.getRequestMethod(),
                Objects.requireNonNullElse(exchange.getRequestURI().getRawPath(), ""));
        try {
            chain.doFilter(exchange);
        } catch (Throwable thrown) {
            line.answered(exchange.getResponseCode(), thrown);
            throw thrown;
        }
        line.answered(exchange.getResponseCode(), null);
    }
}
