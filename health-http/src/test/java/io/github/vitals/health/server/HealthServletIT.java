package io.github.vitals.health.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.alerted.RecordedAlerts;
import io.github.vitals.health.alerting.AlertTestAnswer;
import io.github.vitals.health.endpoint.Access;
import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.page.HealthPage;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class HealthServletIT {
    private static final String TOKEN = "0123456789abcdef";

    private final AtomicReference<HealthResult> next = new AtomicReference<>(HealthResult.up());
    private final HealthRegistry health = HealthRegistry.builder()
            .check(
                    "it",
                    context -> next.get(),
                    CheckPolicy.builder()
                            .failureThreshold(1)
                            .successThreshold(1)
                            .build())
            .build();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HealthHistory history = HealthHistory.of(health);
    private final RecordedAlerts alerts = new RecordedAlerts(Instant.now()).channel("ops", "slack");
    private final HealthEndpoint endpoint = HealthEndpoint.builder(health)
            .meters(meters)
            .history(history)
            .details(Access.loopback())
            .admin(Access.token(TOKEN))
            .alerts(alerts)
            .build();
    private final HealthServlet servlet = HealthServlet.of(endpoint)
            .page(HealthPage.builder(health)
                    .history(history)
                    .alerts(alerts)
                    .details(endpoint::showsDetails)
                    .build())
            .under("/management");
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void check() {
        health.check();
    }

    @AfterEach
    void close() {
        endpoint.close();
        history.close();
        health.close();
        meters.close();
    }

    @Test
    void aPrefixBeginsWithASlashAndEndsWithoutOne() {
        for (String prefix : new String[] {"", "/", "management", "/management/"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> servlet.under(prefix))
                    .withMessage("path: " + prefix + " (expected: one such as /management)");
        }
    }

    /** What is asked of each container. */
    abstract class InAContainer {
        abstract URI uri();

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(uri().resolve(path));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        @ParameterizedTest
        @CsvSource({
            "/management/health, 200",
            "/management/health/check/it, 200",
            "/management/health/check/nothing, 404",
            "/management/readyz, 200",
            "/management/metrics, 200",
            "/management/nowhere, 404"
        })
        void everyPathIsAnswered(String path, int code) throws Exception {
            HttpResponse<String> get = send(request(path));
            assertThat(get.statusCode()).as(get.body()).isEqualTo(code);
            assertThat(get.headers().firstValue("Cache-Control")).contains("no-store");
            HttpResponse<String> head = send(request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
            assertThat(head.statusCode()).isEqualTo(code);
            assertThat(head.headers().firstValue("Content-Type"))
                    .isEqualTo(get.headers().firstValue("Content-Type"));
            assertThat(send(request(path).DELETE()).statusCode())
                    .isEqualTo(code == 404 && !path.contains("check") ? 404 : 405);
        }

        @Test
        void theCallersAddressAndHeadersAreSeen() throws Exception {
            assertThat(send(request("/management/health")).body()).contains("\"name\":\"it\"");
            assertThat(send(request("/management/health").header("X-Forwarded-For", "127.0.0.1"))
                            .body())
                    .doesNotContain("\"name\"");
            assertThat(send(request("/management/health?format=actuator")).body())
                    .contains("components");
        }

        @Test
        void thePageIsBelowThePrefixAndSoIsWhatItLinksTo() throws Exception {
            HttpResponse<String> beside = send(request("/management"));
            assertThat(beside.statusCode()).isEqualTo(302);
            URI page =
                    beside.uri().resolve(beside.headers().firstValue("Location").orElseThrow());
            assertThat(page.getPath()).isEqualTo("/management/");
            HttpResponse<String> below = send(HttpRequest.newBuilder(page));
            assertThat(below.statusCode()).isEqualTo(200);
            assertThat(below.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
            assertThat(send(request("/management/badge/it.svg")).body()).startsWith("<svg ");
            assertThat(send(request("/management/feed.atom")).body()).startsWith("<?xml ");
        }

        @Test
        void theHistoryLinksToItself() throws Exception {
            HttpResponse<String> all = send(request("/management/health/history"));
            JsonNode keys = JsonMapper.shared().readTree(all.body()).get("keys");
            assertThat(keys).isNotEmpty();
            for (JsonNode key : keys) {
                URI link = all.uri().resolve(key.get("href").asString());
                assertThat(send(HttpRequest.newBuilder(link)).statusCode()).isEqualTo(200);
            }
        }

        @Test
        void anActionIsTakenWithItsBody() throws Exception {
            HttpResponse<String> response = send(request("/management/admin/check/it/maintain")
                    .header("Authorization", "Bearer " + TOKEN)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"duration\":\"PT1M\",\"reason\":\"upgrade\"}")));
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.body()).contains("MAINTENANCE", "upgrade");
        }

        @Test
        void alertsAreShownAndATestOfAChannelHoldsNoThreadOfTheContainer() throws Exception {
            assertThat(send(request("/management/health/alerts")).body()).contains("\"name\":\"ops\"");
            assertThat(send(request("/management/alerts")).body()).contains("No alert is active");
            alerts.farSide = channel -> new AlertTestAnswer(
                    channel, true, "on " + Thread.currentThread().getName(), Duration.ofSeconds(1));
            HttpResponse<String> response = send(request("/management/admin/alerts/channel/ops/test")
                    .header("Authorization", "Bearer " + TOKEN)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}")));
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.body()).contains("\"accepted\":true,\"answer\":\"on health-admin-");
        }

        @Test
        void aLongPollWaitsAndHoldsNoThreadOfTheContainer() throws Exception {
            String tag = send(request("/management/health"))
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
            HttpRequest poll = request("/management/health")
                    .header("If-None-Match", tag)
                    .header("Prefer", "wait=30")
                    .build();
            CompletableFuture<?>[] waiting = new CompletableFuture<?>[40];
            for (int i = 0; i < waiting.length; i++) {
                waiting[i] = client.sendAsync(poll, HttpResponse.BodyHandlers.ofString())
                        .thenAccept(
                                response -> assertThat(response.statusCode()).isEqualTo(503));
            }
            // More of them than the container has threads, and others are still answered.
            assertThat(send(request("/management/readyz")).statusCode()).isEqualTo(200);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            next.set(HealthResult.down("gone"));
            health.run("it");
            CompletableFuture.allOf(waiting).get(20, TimeUnit.SECONDS);
        }

        @Test
        void eventsAreStreamed() throws Exception {
            HttpResponse<InputStream> stream = client.send(
                    request("/management/events")
                            .header("Accept", "text/event-stream")
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                assertThat(nextEvent(lines)).isEqualTo("event: report");
                next.set(HealthResult.down("gone"));
                health.run("it");
                assertThat(nextEvent(lines)).isEqualTo("event: transition");
                endpoint.close();
                while (lines.readLine() != null) {
                    // To the end, which comes.
                }
            }
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("health-events-")));
        }

        private static String nextEvent(BufferedReader lines) throws Exception {
            String line = lines.readLine();
            while (!line.startsWith("event: ")) {
                line = lines.readLine();
            }
            return line;
        }
    }

    @Nested
    class InJetty extends InAContainer {
        private final Server server = new Server(new QueuedThreadPool(10));

        @BeforeEach
        void start() throws Exception {
            ServerConnector connector = new ServerConnector(server, 1, 1);
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            ServletContextHandler context = new ServletContextHandler("/");
            ServletHolder holder = new ServletHolder(servlet);
            holder.setAsyncSupported(true);
            context.addServlet(holder, "/management/*");
            server.setHandler(context);
            server.start();
        }

        @Override
        URI uri() {
            return URI.create("http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort());
        }

        @AfterEach
        void stop() throws Exception {
            endpoint.close();
            server.stop();
        }
    }

    @Nested
    class InTomcat extends InAContainer {
        /** Held, or its level would be forgotten. */
        private static final Logger QUIET = Logger.getLogger("org.apache");

        private final Tomcat server = new Tomcat();

        @TempDir
        private Path folder;

        @BeforeEach
        void start() throws Exception {
            QUIET.setLevel(Level.SEVERE);
            server.setBaseDir(folder.toString());
            server.setPort(0);
            server.getConnector().setProperty("maxThreads", "10");
            server.getConnector().setProperty("address", "127.0.0.1");
            var context = server.addContext(
                    "", Files.createDirectory(folder.resolve("docs")).toString());
            Wrapper wrapper = Tomcat.addServlet(context, "health", servlet);
            wrapper.setAsyncSupported(true);
            wrapper.addMapping("/management/*");
            server.start();
        }

        @Override
        URI uri() {
            return URI.create("http://127.0.0.1:" + server.getConnector().getLocalPort());
        }

        @AfterEach
        void stop() throws Exception {
            endpoint.close();
            server.stop();
            server.destroy();
        }
    }

    @Nested
    class WithoutSupportForLaterAnswers {
        @Test
        void everyoneIsAnsweredAtOnce() throws Exception {
            Server server = new Server();
            ServerConnector connector = new ServerConnector(server);
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            ServletContextHandler context = new ServletContextHandler("/");
            ServletHolder holder = new ServletHolder(HealthServlet.of(endpoint));
            holder.setAsyncSupported(false);
            context.addServlet(holder, "/*");
            server.setHandler(context);
            server.start();
            try {
                URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort());
                String tag = endpoint.respond(HealthRequest.of("GET", "/health/live"))
                        .headers()
                        .get("ETag");
                HttpRequest poll = HttpRequest.newBuilder(uri.resolve("/health/live"))
                        .headers("Prefer", "wait=60", "If-None-Match", tag, "X-Forwarded-For", "somebody")
                        .build();
                assertThat(client.send(poll, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(304);
                assertThat(client.send(
                                        HttpRequest.newBuilder(uri.resolve("/events"))
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .body())
                        .startsWith("retry: 2000\n\nid: ");
            } finally {
                server.stop();
            }
        }
    }
}
