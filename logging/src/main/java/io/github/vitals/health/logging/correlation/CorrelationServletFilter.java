package io.github.vitals.health.logging.correlation;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;

/**
 * For servlets: while a request is handled, the MDC has its {@code trace.id}, {@code span.id} and
 * {@code http.request.id}; the answer has its request id.
 *
 * <pre>{@code
 * FilterRegistration.Dynamic correlation = context.addFilter("correlation", new CorrelationServletFilter());
 * correlation.setAsyncSupported(true);
 * correlation.addMappingForUrlPatterns(
 *         EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR), false, "/*");
 * }</pre>
 *
 * <p>What the MDC had before is there again afterwards, also if the servlet throws. The ids of a request that went on
 * asynchronously come back with each later dispatch, error dispatches included, if the filter is registered for them. A
 * task of {@code AsyncContext.start} takes the ids along with {@link Correlation#runnable}. If a tracer already has a span
 * for the request, its ids stay.
 *
 * <p>Thread-safe.
 */
public final class CorrelationServletFilter implements Filter {
    private static final String ATTRIBUTE = CorrelationServletFilter.class.getName();

    private final Incoming incoming;

    /** With {@link CorrelationPolicy#standard()}. */
    public CorrelationServletFilter() {
        this(CorrelationPolicy.standard());
    }

    /**
     * With a policy.
     *
     * @param policy what is believed, and the header of the request id
     */
    public CorrelationServletFilter(CorrelationPolicy policy) {
        incoming = new Incoming(policy);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest asked && response instanceof HttpServletResponse answer) {
            Correlated.Before before = correlated(asked, answer).open();
            try {
                chain.doFilter(request, response);
            } finally {
                before.restore();
            }
        } else {
            chain.doFilter(request, response);
        }
    }

    /** The first dispatch decides; later ones find what it left with the request. */
    private Correlated correlated(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(ATTRIBUTE) instanceof Correlated known) {
            return known;
        }
        Correlated correlated = incoming.read(name -> Collections.list(request.getHeaders(name)));
        request.setAttribute(ATTRIBUTE, correlated);
        response.setHeader(incoming.requestIdHeader(), correlated.requestId());
        return correlated;
    }
}
