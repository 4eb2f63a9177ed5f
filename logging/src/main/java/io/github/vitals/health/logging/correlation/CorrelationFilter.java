package io.github.vitals.health.logging.correlation;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;

/**
 * For the JDK's HTTP server: while a request is handled, the MDC has its {@code trace.id}, {@code span.id} and
 * {@code http.request.id}; the answer has its request id.
 *
 * <pre>{@code
 * HttpContext orders = server.createContext("/orders", handler);
 * orders.getFilters().add(new CorrelationFilter());
 * }</pre>
 *
 * <p>What the MDC had before is there again afterwards, also if the handler throws. Work that the handler gives to other
 * threads takes the ids along with {@link Correlation}. If a tracer already has a span for the request, its ids stay.
 *
 * <p>Thread-safe.
 */
public final class CorrelationFilter extends Filter {
    private final Incoming incoming;

    /** With {@link CorrelationPolicy#standard()}. */
    public CorrelationFilter() {
        this(CorrelationPolicy.standard());
    }

    /**
     * With a policy.
     *
     * @param policy what is believed, and the header of the request id
     */
    public CorrelationFilter(CorrelationPolicy policy) {
        incoming = new Incoming(policy);
    }

    @Override
    public String description() {
        return "Puts the ids of trace and request into the MDC";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        Correlated request = incoming.read(name -> exchange.getRequestHeaders().getOrDefault(name, List.of()));
        exchange.getResponseHeaders().set(incoming.requestIdHeader(), request.requestId());
        Correlated.Before before = request.open();
        try {
            chain.doFilter(exchange);
        } finally {
            before.restore();
        }
    }
}
