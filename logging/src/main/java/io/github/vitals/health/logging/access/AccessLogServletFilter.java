package io.github.vitals.health.logging.access;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * For servlets: logs each request with its method, path, status and duration to the logger {@code http.access}, at INFO,
 * and at WARN if the status is 500 or more or the servlet threw. A request that goes on asynchronously is logged when it is
 * complete.
 *
 * <pre>{@code
 * FilterRegistration.Dynamic access = context.addFilter("access", new AccessLogServletFilter());
 * access.setAsyncSupported(true);
 * access.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
 * }</pre>
 *
 * <p>Registered after the {@code CorrelationServletFilter}, its events have the ids of trace and request. Neither the query
 * nor a header is logged. Thread-safe.
 */
public final class AccessLogServletFilter implements Filter {
    private static final int THROWN = 500;

    /** A filter for any number of servlets. */
    public AccessLogServletFilter() {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest asked && response instanceof HttpServletResponse answer) {
            doFilter(asked, answer, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        AccessLine line = new AccessLine(request.getMethod(), request.getRequestURI());
        try {
            chain.doFilter(request, response);
        } catch (Throwable thrown) {
            line.answered(THROWN, thrown);
            throw thrown;
        }
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new Completion(line, response));
        } else {
            line.answered(response.getStatus(), null);
        }
    }

    /** Hears how an asynchronous request ends. */
    private static final class Completion implements AsyncListener {
        private final AccessLine line;
        private final HttpServletResponse response;
        private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();

        Completion(AccessLine line, HttpServletResponse response) {
            this.line = line;
            this.response = response;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            line.answeredElsewhere(response.getStatus(), thrown.get());
        }

        @Override
        public void onError(AsyncEvent event) {
            thrown.set(event.getThrowable());
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // Its end is told by onComplete.
        }

        /** A new round has forgotten its listeners. */
        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
