package io.github.vitals.health.logging.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.vitals.health.logging.correlation.Lines.Line;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** A client, a server of the JDK that asks a servlet, and the servlet, which answers from another thread. */
class CorrelationIT {
    private final Lines lines = new Lines(CorrelationIT.class);
    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private final ExecutorService workers = Executors.newSingleThreadExecutor();
    private final List<Map<String, String>> afterwards = new CopyOnWriteArrayList<>();
    private final HttpClient client = Correlation.client(HttpClient.newHttpClient());
    private final Server back = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private HttpServer front;

    @BeforeEach
    void start() throws Exception {
        startBack();
        front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        front.setExecutor(pool);
        front.createContext("/", this::answer).getFilters().add(new CorrelationFilter());
        front.createContext("/stranger", this::answer)
                .getFilters()
                .add(new CorrelationFilter(CorrelationPolicy.standard()
                        .withTraceTrusted(false)
                        .withSampled(true)
                        .withRequestIdHeader("X-Correlation-Id")));
        front.start();
    }

    private void startBack() throws Exception {
        ServletContextHandler context = new ServletContextHandler();
        FilterHolder outermost = new FilterHolder(this::rememberAfterwards);
        outermost.setAsyncSupported(true);
        context.addFilter(outermost, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        FilterHolder filter = new FilterHolder(new CorrelationServletFilter());
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        ServletHolder servlet = new ServletHolder(new Answering());
        servlet.setAsyncSupported(true);
        context.addServlet(servlet, "/*");
        back.setHandler(context);
        back.start();
    }

    private void rememberAfterwards(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        MDC.put("outer", "stays");
        try {
            chain.doFilter(request, response);
        } finally {
            afterwards.add(Map.copyOf(MDC.getCopyOfContextMap()));
            MDC.clear();
        }
    }

    @AfterEach
    void stop() throws Exception {
        front.stop(0);
        back.stop();
        pool.shutdownNow();
        workers.shutdownNow();
        lines.close();
        MDC.clear();
    }

    @Test
    void oneTraceGoesFromClientToServerToServletWithASpanForEach() throws Exception {
        TraceContext caller = TraceContext.start(true);
        Correlated.Before before = new Correlated(caller, "vendor=1", "order-7", null).open();
        HttpResponse<String> response;
        try {
            response = get("/via-back");
        } finally {
            before.restore();
        }
        assertThat(response.headers().allValues("X-Request-Id")).containsExactly("order-7");
        assertThat(response.body()).isEqualTo("order-7 vendor=1");
        List<Line> logged =
                List.of(lines.of("front"), lines.of("front, answered"), lines.of("back"), lines.of("back, dispatched"));
        assertThat(lines.all()).hasSize(4);
        assertThat(logged)
                .allSatisfy(line -> assertThat(line.trace().traceId()).isEqualTo(caller.traceId()))
                .allSatisfy(line -> assertThat(line.requestId()).isEqualTo("order-7"));
        assertThat(List.of(
                        caller.spanId(),
                        lines.of("front").trace().spanId(),
                        lines.of("back").trace().spanId()))
                .doesNotHaveDuplicates();
        assertThat(lines.of("front").trace())
                .isEqualTo(lines.of("front, answered").trace());
        assertThat(lines.of("back").trace())
                .isEqualTo(lines.of("back, dispatched").trace());
    }

    @Test
    void aTaskOfTheServletTakesTheIdsAlong() throws Exception {
        get("/back-directly-in-a-task");
        assertThat(lines.of("back, in a task").mdc()).isEqualTo(lines.of("back").mdc());
    }

    @Test
    void aServletLeavesTheMdcAsItWasInEachDispatchAlsoIfItThrows() throws Exception {
        getBack("/twice");
        await().untilAsserted(() -> assertThat(afterwards).hasSize(2));
        assertThat(getBack("/throws").statusCode()).isEqualTo(500);
        await().untilAsserted(() -> assertThat(afterwards).hasSize(3));
        assertThat(afterwards).containsOnly(Map.of("outer", "stays"));
    }

    @Test
    void anErrorPageHasTheIdsOfItsRequest() throws Exception {
        HttpResponse<String> response = getBack("/fails-later");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("X-Request-Id"))
                .contains(lines.of("back, dispatched").requestId());
        assertThat(lines.of("back, dispatched").mdc())
                .isEqualTo(lines.of("back").mdc());
    }

    @Test
    void withoutATraceEachRequestOfAConnectionStartsItsOwnAndLeavesNothing() throws Exception {
        HttpResponse<String> first = get("/first");
        HttpResponse<String> second = get("/second");
        assertThat(first.headers().firstValue("X-Request-Id"))
                .isNotEqualTo(second.headers().firstValue("X-Request-Id"));
        assertThat(lines.all()).hasSize(2);
        assertThat(lines.all().get(0).trace()).isNotEqualTo(lines.all().get(1).trace());
        assertThat(pool.submit(MDC::getCopyOfContextMap).get()).isNullOrEmpty();
        assertThat(pool.submit(() -> String.valueOf(Correlated.current())).get())
                .isEqualTo("null");
    }

    @Test
    void whatTheThreadHadBeforeIsBackAfterAHandlerThatThrows() throws Exception {
        pool.submit(() -> {
                    MDC.put("trace.id", "before");
                    MDC.put("other", "stays");
                })
                .get();
        client.sendAsync(request("/throws").build(), BodyHandlers.discarding())
                .handle((answer, failure) -> failure)
                .join();
        assertThat(lines.of("front").trace().traceId()).hasSize(32);
        assertThat(pool.submit(MDC::getCopyOfContextMap).get())
                .isEqualTo(Map.of("trace.id", "before", "other", "stays"));
    }

    @Test
    void aRequestIdThatCouldForgeALineIsReplaced() throws Exception {
        List<String> forged = List.of(
                "a\tb", "a b", "\u001b[31mred", "a\u0000b", "a\u007fb", "{\"admin\":true}", "\u00e9", "x".repeat(129));
        for (String id : forged) {
            assertThat(raw("X-Request-Id: " + id)).containsPattern("(?i)X-Request-Id: [0-9a-f]{32}\r\n");
        }
        assertThat(raw("X-Request-Id: one\r\nX-Request-Id: two")).containsPattern("(?i)X-Request-Id: [0-9a-f]{32}\r\n");
        assertThat(lines.all())
                .hasSize(forged.size() + 1)
                .allSatisfy(line -> assertThat(line.requestId()).matches("[0-9a-f]{32}"));
    }

    @Test
    void blanksAroundATraceparentAreNoPartOfItAndItsSpanIsTheCallers() throws Exception {
        TraceContext caller = TraceContext.start(true);
        assertThat(raw("traceparent: \t " + caller.header() + " \t ")).startsWith("HTTP/1.1 200");
        CurrentTrace trace = lines.of("front").trace();
        assertThat(trace.traceId()).isEqualTo(caller.traceId());
        assertThat(trace.spanId()).isNotEqualTo(caller.spanId());
    }

    /** What the client of the JDK would not send. */
    private String raw(String header) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), front.getAddress().getPort())) {
            String request = "GET / HTTP/1.1\r\nHost: front\r\nConnection: close\r\n" + header + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void aSaneRequestIdIsGivenBack() throws Exception {
        for (String sane : List.of("7", "Root=1-67891233-abcdef", "A-Z.a_z~0:/+=@", "x".repeat(128))) {
            HttpResponse<String> response = client.send(requestWith("X-Request-Id", sane), BodyHandlers.ofString());
            assertThat(response.headers().firstValue("X-Request-Id")).contains(sane);
        }
    }

    @Test
    void twoTraceparentsOrABadOneStartANewTraceWithoutTracestate() throws Exception {
        String trace = TraceContext.start(true).header();
        HttpRequest twice = request("/via-back")
                .header("traceparent", trace)
                .header("traceparent", TraceContext.start(true).header())
                .header("tracestate", "vendor=1")
                .build();
        assertThat(client.send(twice, BodyHandlers.ofString()).body()).endsWith(" ");
        assertThat(trace).doesNotContain(lines.of("front").trace().traceId());
    }

    @Test
    void theTraceOfAStrangerIsKeptBesideANewOne() throws Exception {
        TraceContext stranger = TraceContext.start(false);
        HttpRequest request = request("/stranger")
                .header("traceparent", stranger.header())
                .header("X-Correlation-Id", "edge-1")
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        assertThat(response.headers().firstValue("X-Correlation-Id")).contains("edge-1");
        Line line = lines.of("front");
        assertThat(line.trace().traceId()).isNotEqualTo(stranger.traceId());
        assertThat(line.mdc()).containsEntry("labels.parent_trace_id", stranger.traceId());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return path.startsWith("/back-directly")
                ? getBack(path)
                : client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> getBack(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(backUri(path)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + front.getAddress().getPort() + path));
    }

    private HttpRequest requestWith(String header, String value) {
        return request("/").header(header, value).build();
    }

    private URI backUri(String path) {
        return URI.create("http://127.0.0.1:" + ((ServerConnector) back.getConnectors()[0]).getLocalPort() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        lines.log("front");
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/throws")) {
            throw new IllegalStateException("handler");
        }
        byte[] body = (path.equals("/via-back") ? askBack() : "").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String askBack() {
        CompletableFuture<String> answer = client.sendAsync(
                        HttpRequest.newBuilder(backUri("/asynchronous")).build(), BodyHandlers.ofString())
                .thenApply(response -> {
                    lines.log("front, answered");
                    return response.body();
                });
        return answer.join();
    }

    /** Answers with what came in, after a dispatch from a thread of its own. */
    private final class Answering extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getDispatcherType() == DispatcherType.REQUEST) {
                lines.log("back");
                if (request.getRequestURI().equals("/throws")) {
                    throw new IllegalStateException("servlet");
                }
                later(request.startAsync(), request.getRequestURI());
                return;
            }
            lines.log("back, dispatched");
            if (request.getRequestURI().equals("/fails-later")) {
                response.sendError(500);
                return;
            }
            response.getWriter()
                    .print(MDC.get("http.request.id")
                            + ' '
                            + (request.getHeader("tracestate") == null ? "" : request.getHeader("tracestate")));
        }

        private void later(AsyncContext asynchronous, String path) {
            if (path.endsWith("-in-a-task")) {
                asynchronous.start(Correlation.runnable(() -> {
                    lines.log("back, in a task");
                    asynchronous.complete();
                }));
            } else {
                workers.execute(asynchronous::dispatch);
            }
        }
    }
}
