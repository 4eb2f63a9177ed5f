package io.github.vitals.health.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthLifecycle;
import io.github.vitals.health.HealthListener;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.alerts.channel.LogChannel;
import io.github.vitals.health.examples.payments.PaymentService;
import io.github.vitals.health.server.MdcSpanContext;
import io.github.vitals.health.servers.PostgresServer;
import io.github.vitals.health.servers.RedisServer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The order service with a real PostgreSQL, a real Redis and a payment service in a process of its own. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class OrderServiceIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String COFFEE = "{\"item\":\"coffee\",\"quantity\":2,\"amountCents\":1290}";
    private static final String DECLINED = "{\"item\":\"coffee\",\"quantity\":2,\"amountCents\":1213}";

    private static PostgresServer postgres;
    private static RedisServer redis;
    private static Process payments;
    private static URI paymentsUri;

    private final HttpClient http = HttpClient.newHttpClient();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, MdcSpanContext.of());
    private OrderService service;
    private OrderHealth health;

    @BeforeAll
    static void startServers() throws Exception {
        postgres = PostgresServer.start();
        redis = RedisServer.start();
        payments = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PaymentService.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = payments.inputReader();
        paymentsUri = URI.create("http://127.0.0.1:" + output.readLine().replace("payments: ", ""));
    }

    @AfterAll
    static void endServers() {
        payments.destroyForcibly();
        redis.close();
        postgres.close();
    }

    @TempDir
    private Path folder;

    @BeforeEach
    void startService() throws Exception {
        Dependencies.Database database =
                new Dependencies.Database(postgres.jdbcUrl(), postgres.user(), postgres.password());
        service = OrderService.start(0, new Dependencies(database, redis.uri(), paymentsUri), meters);
        health = startHealth(change -> {});
        assertThat(health.registry().check().status()).isEqualTo(HealthStatus.UP);
    }

    private OrderHealth startHealth(HealthListener listener) {
        return OrderHealth.start(service, 0, folder, meters, new OrderHealth.Audience(listener, LogChannel.of()));
    }

    /** Hears that a registry was closed. */
    private record Closing(CountDownLatch closed) implements HealthListener {
        @Override
        public void onTransition(HealthTransition change) {}

        @Override
        public void onLifecycle(HealthLifecycle event) {
            if (event.phase() == HealthLifecycle.Phase.CLOSED) {
                closed.countDown();
            }
        }
    }

    @AfterEach
    void endService() throws Exception {
        postgres.thaw();
        redis.thaw();
        signalPayments("CONT");
        health.close();
        service.close();
    }

    private static void signalPayments(String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(payments.pid()))
                .start()
                .waitFor();
    }

    private HttpResponse<String> post(String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(service.uri().resolve("/orders"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(URI uri) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> find(String id) throws Exception {
        return get(service.uri().resolve("/orders/" + id));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    private void deleteFromDatabase(String id) throws Exception {
        try (Connection connection = service.dataSource().getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM orders WHERE id = ?")) {
            delete.setObject(1, UUID.fromString(id));
            assertThat(delete.executeUpdate()).isEqualTo(1);
        }
    }

    private CheckState state(String check) {
        return health.registry().state(check).orElseThrow();
    }

    @Nested
    class WhileAllWorks {
        @Test
        void anOrderIsPaidStoredAndCached() throws Exception {
            HttpResponse<String> placed = post(COFFEE);
            assertThat(placed.statusCode()).isEqualTo(201);
            JsonNode order = json(placed);
            String id = order.get("id").asString();
            assertThat(order.get("status").asString()).isEqualTo("PAID");
            assertThat(placed.headers().firstValue("Location")).contains("/orders/" + id);

            assertThat(json(find(id))).isEqualTo(order);
            deleteFromDatabase(id);
            assertThat(json(find(id))).as("from the cache").isEqualTo(order);
        }

        @Test
        void anOrderThatIsNotCachedIsReadFromTheDatabase() throws Exception {
            JsonNode order = json(post(COFFEE));
            service.redis().connect().sync().flushall();
            assertThat(json(find(order.get("id").asString()))).isEqualTo(order);
        }

        @Test
        void aDeclinedPaymentIsToldToTheCustomer() throws Exception {
            HttpResponse<String> declined = post(DECLINED);
            assertThat(declined.statusCode()).isEqualTo(402);
            assertThat(json(declined).get("status").asString()).isEqualTo("DECLINED");
        }

        @Test
        void whatIsNoOrderIsRefusedWithTheReason() throws Exception {
            HttpResponse<String> refused = post("{\"item\":\"coffee\"}");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(json(refused).get("error").asString()).startsWith("quantity: missing");
            assertThat(post("x".repeat(17_000)).statusCode()).isEqualTo(413);
        }

        @Test
        void whatIsNotThereIsNotFound() throws Exception {
            assertThat(find(UUID.randomUUID().toString()).statusCode()).isEqualTo(404);
            assertThat(find("1").statusCode()).isEqualTo(404);
            assertThat(get(service.uri().resolve("/nothing")).statusCode()).isEqualTo(404);
            assertThat(get(service.uri().resolve("/orders")).statusCode()).isEqualTo(405);
        }

        @Test
        void aMeasurementPointsToItsTrace() throws Exception {
            String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
            HttpRequest traced = HttpRequest.newBuilder(service.uri().resolve("/orders"))
                    .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                    .POST(HttpRequest.BodyPublishers.ofString(COFFEE))
                    .build();
            http.send(traced, HttpResponse.BodyHandlers.discarding());
            HttpRequest scrape = HttpRequest.newBuilder(health.uri().resolve("/metrics"))
                    .header("Accept", "application/openmetrics-text")
                    .build();
            assertThat(http.send(scrape, HttpResponse.BodyHandlers.ofString()).body())
                    .containsPattern("http_server_requests_seconds_bucket\\{.*trace_id=\"" + trace);
        }

        @Test
        void everythingIsCounted() throws Exception {
            String id = json(post(COFFEE)).get("id").asString();
            post(DECLINED);
            post("{}");
            find(id);

            String scrape = get(health.uri().resolve("/metrics")).body();
            assertThat(scrape)
                    .contains(
                            "orders_total{outcome=\"paid\"} 1.0",
                            "orders_total{outcome=\"declined\"} 1.0",
                            "orders_total{outcome=\"invalid\"} 1.0",
                            "orders_revenue_cents_total 1290.0",
                            "orders_way_total{position=\"3\",step=\"paid\"} 1.0",
                            "http_client_requests_seconds_count{method=\"POST\"",
                            "orders_payments_failed_total{reason=\"declined\"} 1.0",
                            "orders_cache_total{result=\"hit\"} 1.0",
                            "orders_latency_seconds_count 2",
                            "hikaricp_connections_active{pool=\"orders\"}",
                            "lettuce_command_completion_seconds_count",
                            "executor_pool_max_threads{name=\"orders-http\"} 16.0",
                            "health_check_status{check=\"orders-db\",status=\"up\"} 1.0")
                    .containsPattern(
                            "http_server_requests_seconds_count\\{method=\"POST\",outcome=\"SUCCESS\",status=\"201\",uri=\"/orders\"} 1");
        }

        @Test
        void aChannelThatIsConfiguredWrongIsNamedAndNothingGoesOnWithoutIt() {
            health.close();
            CountDownLatch closed = new CountDownLatch(1);
            System.setProperty("vitals.health.alerts.channels", "ops");
            try {
                assertThatThrownBy(() -> startHealth(new Closing(closed)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("vitals.health.alerts.channel.ops.kind");
            } finally {
                System.clearProperty("vitals.health.alerts.channels");
            }
            await().until(() -> closed.getCount() == 0);
        }

        @Test
        void healthShowsDetailsToThisMachine() throws Exception {
            HttpResponse<String> report = get(health.uri().resolve("/health"));
            assertThat(report.statusCode()).isEqualTo(200);
            assertThat(report.body()).contains("orders-db", "cache", "payments", "backlog", "waiting");
            assertThat(report.body()).doesNotContain(postgres.password());
        }
    }

    @Nested
    class WithFrozenPayments {
        @Test
        void ordersAreTakenAndChargedOnceTheyAreBack() throws Exception {
            signalPayments("STOP");
            HttpResponse<String> accepted = post(COFFEE);
            assertThat(accepted.statusCode()).isEqualTo(202);
            String id = json(accepted).get("id").asString();
            assertThat(json(find(id)).get("status").asString()).isEqualTo("AWAITING_PAYMENT");
            assertThat(service.backlog()).isEqualTo(1);
            await().untilAsserted(() -> assertThat(state("payments").status()).isEqualTo(HealthStatus.DOWN));
            assertThat(state("payments").reason()).contains(FailureReason.TIMEOUT);
            assertThat(health.registry().report(HealthGroup.READINESS).status()).isEqualTo(HealthStatus.DEGRADED);

            signalPayments("CONT");
            await().untilAsserted(() ->
                    assertThat(json(find(id)).get("status").asString()).isEqualTo("PAID"));
            await().untilAsserted(() -> assertThat(service.backlog()).isZero());
            assertThat(get(health.uri().resolve("/metrics")).body())
                    .contains("orders_payments_failed_total{reason=\"timeout\"}", "orders_revenue_cents_total 1290.0");
        }
    }

    @Nested
    class WithAFrozenCache {
        @Test
        void ordersAreTakenAndFoundAsBefore() throws Exception {
            redis.freeze();
            HttpResponse<String> placed = post(COFFEE);
            assertThat(placed.statusCode()).isEqualTo(201);
            assertThat(find(json(placed).get("id").asString()).statusCode()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(state("cache").status()).isEqualTo(HealthStatus.DOWN));
            assertThat(health.registry().report(HealthGroup.READINESS).status()).isEqualTo(HealthStatus.DEGRADED);

            redis.thaw();
            await().untilAsserted(() -> assertThat(state("cache").status()).isEqualTo(HealthStatus.UP));
        }
    }

    @Nested
    class WithAFrozenDatabase {
        @Test
        void ordersAreRefusedInTimeAndTakenAgainOnceItIsBack() throws Exception {
            postgres.freeze();
            assertThat(post(COFFEE).statusCode()).isEqualTo(503);
            assertThat(find(UUID.randomUUID().toString()).statusCode()).isEqualTo(503);
            await().untilAsserted(() -> assertThat(state("orders-db").status()).isEqualTo(HealthStatus.DOWN));
            assertThat(get(health.uri().resolve("/health/ready")).statusCode()).isEqualTo(503);
            assertThat(get(health.uri().resolve("/health/live")).statusCode()).isEqualTo(200);

            postgres.thaw();
            await().untilAsserted(() -> assertThat(post(COFFEE).statusCode()).isEqualTo(201));
            await().untilAsserted(() -> assertThat(
                            get(health.uri().resolve("/health/ready")).statusCode())
                    .isEqualTo(200));
        }
    }
}
