package io.github.vitals.health.logging.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.vitals.health.logging.LogEncoder;
import io.github.vitals.health.logging.correlation.CorrelationFilter;
import io.github.vitals.health.logging.correlation.CorrelationServletFilter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
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
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server of the JDK and one of servlets, both real, and the events that their requests leave. */
class AccessLogIT {
    private final Events events = new Events();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService workers = Executors.newSingleThreadExecutor();
    private final Server jetty = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private HttpServer jdk;

    @BeforeEach
    void start() throws Exception {
        jdk = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        jdk.createContext("/", AccessLogIT::answer)
                .getFilters()
                .addAll(List.of(new CorrelationFilter(), new AccessLogFilter()));
        jdk.start();
        ServletContextHandler context = new ServletContextHandler();
        for (jakarta.servlet.Filter each : List.of(new CorrelationServletFilter(), new AccessLogServletFilter())) {
            FilterHolder holder = new FilterHolder(each);
            holder.setAsyncSupported(true);
            context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
        }
        ServletHolder servlet = new ServletHolder(new Answering());
        servlet.setAsyncSupported(true);
        context.addServlet(servlet, "/*");
        jetty.setHandler(context);
        jetty.start();
    }

    @AfterEach
    void stop() throws Exception {
        jdk.stop(0);
        jetty.stop();
        workers.shutdownNow();
        events.close();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/throws" -> throw new IllegalStateException("secret=hunter2");
                case "/unavailable" -> exchange.sendResponseHeaders(503, -1);
                default -> exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    /** Answers at once, later from another thread, or not at all. */
    private final class Answering extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            switch (request.getRequestURI()) {
                case "/throws" -> throw new IllegalStateException("secret=hunter2");
                case "/later" -> {
                    AsyncContext later = request.startAsync();
                    workers.execute(() -> {
                        response.setStatus(202);
                        later.complete();
                    });
                }
                default -> response.setStatus(204);
            }
        }
    }

    private URI jdk(String path) {
        return URI.create("http://127.0.0.1:" + jdk.getAddress().getPort() + path);
    }

    private URI jetty(String path) {
        return URI.create("http://127.0.0.1:" + ((ServerConnector) jetty.getConnectors()[0]).getLocalPort() + path);
    }

    /** Asks, and gives the event of it; whether an answer came is nothing to the event. */
    private JsonNode event(URI uri) {
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("X-Request-Id", "order-7").build();
        client.sendAsync(request, BodyHandlers.discarding())
                .handle((answer, failure) -> "")
                .join();
        await().until(() -> !events.all.isEmpty());
        return events.all.remove(0);
    }

    @Test
    void anAnswerIsToldWithItsIdsAndWithoutItsQuery() {
        for (URI uri : List.of(
                jdk("/orders;jsessionid=hunter2/7?token=hunter2"),
                jetty("/orders/7;jsessionid=hunter2?token=hunter2"))) {
            JsonNode event = event(uri);
            assertThat(event.get("message").asString()).isEqualTo("Request was answered");
            assertThat(event.get("log.level").asString()).isEqualTo("INFO");
            assertThat(event.get("log.logger").asString()).isEqualTo("http.access");
            assertThat(event.get("event.action").asString()).isEqualTo("http-request-answered");
            assertThat(event.get("http.request.method").asString()).isEqualTo("GET");
            assertThat(event.get("url.path").asString()).isEqualTo("/orders/7");
            assertThat(event.get("http.response.status_code").asInt()).isEqualTo(204);
            assertThat(event.get("event.duration").asLong()).isPositive();
            assertThat(event.get("http.request.id").asString()).isEqualTo("order-7");
            assertThat(event.get("trace.id").asString()).hasSize(32);
            assertThat(event.toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void errorsOfTheServerAreWarnings() {
        JsonNode event = event(jdk("/unavailable"));
        assertThat(event.get("log.level").asString()).isEqualTo("WARN");
        assertThat(event.get("http.response.status_code").asInt()).isEqualTo(503);
    }

    /** A client that gets no answer may ask again: then there are two events. */
    @Test
    void whatAHandlerThrowsIsNamedAndGoesOn() {
        JsonNode answered = event(jetty("/throws"));
        assertThat(answered.get("http.response.status_code").asInt()).isEqualTo(500);
        JsonNode unanswered = event(jdk("/throws"));
        assertThat(unanswered.get("message").asString()).isEqualTo("Request was not answered");
        assertThat(unanswered.get("log.level").asString()).isEqualTo("WARN");
        assertThat(unanswered.has("http.response.status_code")).isFalse();
        assertThat(List.of(unanswered, answered)).allSatisfy(event -> {
            assertThat(event.get("http.exception").asString()).isEqualTo("java.lang.IllegalStateException");
            assertThat(event.toString()).doesNotContain("hunter2");
        });
    }

    @Test
    void anAsynchronousRequestIsToldWhenItIsCompleteWithItsIds() {
        JsonNode event = event(jetty("/later"));
        assertThat(event.get("http.response.status_code").asInt()).isEqualTo(202);
        assertThat(event.get("http.request.id").asString()).isEqualTo("order-7");
    }

    /** What is logged as {@code http.access}, as it would stand in a file. */
    private static final class Events extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private final List<JsonNode> all = new CopyOnWriteArrayList<>();
        private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        private final LogEncoder encoder = new LogEncoder();

        Events() {
            context.getLogger("org.eclipse.jetty").setLevel(ch.qos.logback.classic.Level.OFF);
            encoder.setContext(context);
            encoder.start();
            setContext(context);
            start();
            context.getLogger("http.access").setAdditive(false);
            context.getLogger("http.access").addAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            all.add(JsonMapper.shared().readTree(new String(encoder.encode(event), StandardCharsets.UTF_8)));
        }

        @Override
        public void close() {
            context.getLogger("http.access").detachAppender(this);
            context.getLogger("http.access").setAdditive(true);
        }
    }
}
