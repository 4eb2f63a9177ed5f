package io.github.vitals.health.server;

import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.endpoint.HealthEvents;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import io.github.vitals.health.page.HealthPage;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a {@link HealthEndpoint} in a servlet container, with a {@link HealthPage} or without: Jakarta Servlet 5 or
 * later.
 *
 * <p>Registered with {@code asyncSupported}, long polls wait without a thread of the container, and {@code /events} is a
 * stream, each on a daemon thread of its own, at most 32; without it, callers are answered at once. What is asked is the
 * path behind that of the application, without the prefix given to {@link #under}:
 *
 * <pre>{@code
 * HealthServlet servlet = HealthServlet.of(HealthEndpoint.of(health)).under("/management");
 * var registration = servletContext.addServlet("health", servlet);
 * registration.setAsyncSupported(true);
 * registration.addMapping("/management/*");   // GET /management/health/ready
 * }</pre>
 *
 * <p>The endpoint stays the caller's to close. Thread-safe.
 */
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger log = LoggerFactory.getLogger(HealthServlet.class);
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private final transient HealthEndpoint endpoint;
    private final transient Answers answers;
    private final transient String prefix;
    private final transient AtomicInteger streams = new AtomicInteger();

    private HealthServlet(HealthEndpoint endpoint, Answers answers, String prefix) {
        this.endpoint = endpoint;
        this.answers = answers;
        this.prefix = prefix;
    }

    /**
     * A servlet whose paths are those of the endpoint.
     *
     * @param endpoint what answers
     * @return a servlet to be registered for all paths that it is to answer, or for all there are
     */
    public static HealthServlet of(HealthEndpoint endpoint) {
        Objects.requireNonNull(endpoint, "endpoint: null (expected: an endpoint)");
        return new HealthServlet(endpoint, new Answers(endpoint, null), "");
    }

    /**
     * The same, with a prefix that all paths have here.
     *
     * @param path for example {@code /management}
     * @return a new servlet
     * @throws IllegalArgumentException if it does not begin with a slash, or ends with one
     */
    public HealthServlet under(String path) {
        if (!path.startsWith("/") || path.endsWith("/")) {
            throw new IllegalArgumentException("path: " + path + " (expected: one such as /management)");
        }
        return new HealthServlet(endpoint, answers, path);
    }

    /**
     * The same, with a page beside the endpoint: at {@code /}, behind the prefix. Its links are relative.
     *
     * @param page what is asked before the endpoint is
     * @return a new servlet
     */
    public HealthServlet page(HealthPage page) {
        Objects.requireNonNull(page, "page: null (expected: a page)");
        return new HealthServlet(endpoint, new Answers(endpoint, () -> page), prefix);
    }

    @Override
    protected void service(HttpServletRequest asked, HttpServletResponse answer) throws IOException {
        HealthRequest request = request(asked);
        if (answers.havePage() && !prefix.isEmpty() && request.path().equals(prefix)) {
            send(answer, toPage(request));
            return;
        }
        if (!asked.isAsyncSupported()) {
            send(answer, answers.respond(request));
            return;
        }
        Optional<HealthEvents> events = answers.stream(request);
        if (events.isPresent()) {
            AsyncContext later = later(asked);
            Exchanges.daemon(() -> stream(later, answer, events.get()), "health-events-" + streams.incrementAndGet())
                    .start();
            return;
        }
        CompletionStage<HealthResponse> response = answers.await(request);
        if (response.toCompletableFuture().isDone()) {
            send(answer, response.toCompletableFuture().join());
        } else {
            AsyncContext later = later(asked);
            response.thenAccept(known -> later.start(() -> finish(later, answer, known)));
        }
    }

    private HealthRequest request(HttpServletRequest asked) throws IOException {
        String path = asked.getServletPath() + Objects.requireNonNullElse(asked.getPathInfo(), "");
        HealthRequest request = HealthRequest.of(asked.getMethod(), path(path))
                .withQuery(asked.getQueryString())
                .withHeaders(name -> header(asked, name));
        if (asked.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0) {
            request = request.withClientCertificate(chain[0]);
        }
        Optional<InetAddress> address = address(asked);
        if (address.isPresent()) {
            request = request.withRemoteAddress(address.get());
        }
        return asked.getMethod().equals("POST")
                ? request.withBody(asked.getInputStream().readNBytes(HealthEndpoint.LONGEST_BODY + 1))
                : request;
    }

    private String path(String path) {
        boolean behind = !prefix.isEmpty() && path.startsWith(prefix + "/");
        return behind ? path.substring(prefix.length()) : path;
    }

    /** Relative links are right below the prefix, not beside it. */
    private static HealthResponse toPage(HealthRequest request) {
        String below = request.path().substring(request.path().lastIndexOf('/') + 1) + "/";
        return HealthResponse.of(302, "text/plain; charset=utf-8", new byte[0]).withHeader("Location", below);
    }

    private static @Nullable String header(HttpServletRequest asked, String name) {
        List<String> values = Collections.list(asked.getHeaders(name));
        return values.isEmpty() ? null : String.join(", ", values);
    }

    /** A container says it as an address, which is not looked up; whatever else it may say is nobody's address. */
    private static Optional<InetAddress> address(HttpServletRequest asked) {
        String address = asked.getRemoteAddr();
        try {
            return address == null || address.isEmpty()
                    ? Optional.empty()
                    : Optional.of(InetAddress.getByName(address));
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    private static void send(HttpServletResponse answer, HealthResponse response) throws IOException {
        begin(answer, response);
        response.writeTo(answer.getOutputStream());
    }

    private static void begin(HttpServletResponse answer, HealthResponse response) {
        answer.setStatus(response.statusCode());
        response.headers().forEach(answer::setHeader);
    }

    /** Without a limit of the container's: how long callers wait and streams go on is the endpoint's to say. */
    private static AsyncContext later(HttpServletRequest asked) {
        AsyncContext later = asked.startAsync();
        later.setTimeout(0);
        return later;
    }

    private static void finish(AsyncContext later, HttpServletResponse answer, HealthResponse response) {
        try {
            send(answer, response);
        } catch (IOException gone) {
            gone(gone);
        } finally {
            later.complete();
        }
    }

    private static void stream(AsyncContext later, HttpServletResponse answer, HealthEvents events) {
        try (events) {
            begin(answer, events.head());
            // A client that has missed nothing is told so by the head alone.
            answer.flushBuffer();
            for (Optional<byte[]> next = events.next(); next.isPresent(); next = events.next()) {
                answer.getOutputStream().write(next.get());
                answer.flushBuffer();
            }
        } catch (IOException gone) {
            gone(gone);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            later.complete();
        }
    }

    private static void gone(IOException gone) {
        log.atDebug().setCause(gone).log("Health servlet: a client went away before it was answered");
    }
}
