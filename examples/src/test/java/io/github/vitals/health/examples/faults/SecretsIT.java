package io.github.vitals.health.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.http.HealthEndpointHealthCheck;
import io.github.vitals.health.http.HttpExpectation;
import io.github.vitals.health.http.HttpHealthCheck;
import io.github.vitals.health.http.HttpHealthCheckBuilder;
import io.github.vitals.health.jdbc.HikariPoolHealthCheck;
import io.github.vitals.health.jdbc.JdbcHealthCheck;
import io.github.vitals.health.jdbc.ReplicationHealthCheck;
import io.github.vitals.health.metrics.HealthMetrics;
import io.github.vitals.health.net.TcpHealthCheck;
import io.github.vitals.health.redis.RedisHealthCheck;
import io.github.vitals.health.server.HealthServer;
import io.github.vitals.health.servers.PostgresServer;
import io.github.vitals.health.servers.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Gives every check all the credentials it takes, breaks what it asks, and looks for them wherever anything is shown. */
class SecretsIT {
    private static final String MARK = "s3cr3t";

    private final Set<String> given = new TreeSet<>();
    private final StringBuilder shown = new StringBuilder();

    private String secret(String of) {
        String secret = MARK + "-" + of;
        given.add(secret);
        given.add(Base64.getEncoder().encodeToString(("watcher:" + secret).getBytes(StandardCharsets.UTF_8)));
        return secret;
    }

    @Test
    void noCredentialIsShownAnywhere() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        try (Situation at = new Situation()) {
            Map<String, HealthCheck> checks = checks(at);
            PrometheusMeterRegistry meters = at.open(new Meters()).registry;
            HealthRegistryBuilder builder = HealthRegistry.builder();
            checks.forEach(builder::check);
            HealthRegistry health = at.open(builder.start());
            at.open(new HealthMetrics(health)).bindTo(meters);
            HealthServer server = at.open(HealthServer.builder(health)
                    .port(0)
                    .meters(meters)
                    .details(caller -> true)
                    .start());
            look(health, checks);
            for (String path : new String[] {"/health", "/health/ready", "/readyz?verbose", "/metrics"}) {
                show(get(server.uri().resolve(path)));
            }
        } finally {
            root.detachAppender(log);
        }
        log.list.forEach(event -> {
            show(event.getFormattedMessage() + event.getKeyValuePairs());
            if (event.getThrowableProxy() != null) {
                show(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        });
        assertThat(shown.toString()).contains("orders-db", "echo", "sample", "expectation.1");
        assertThat(shown.toString()).doesNotContain(given);
        assertThat(shown.toString()).doesNotContain(MARK);
    }

    private Map<String, HealthCheck> checks(Situation at) throws Exception {
        Map<String, HealthCheck> checks = new LinkedHashMap<>();
        databases(at, checks);
        RedisServer redis = at.open(RedisServer.embedded("--requirepass", secret("redis-server")));
        RedisURI address = RedisURI.create("redis://watcher:" + secret("redis") + "@127.0.0.1:" + redis.port());
        RedisClient client = RedisClient.create(address);
        at.open(() -> client.shutdown(Duration.ZERO, Duration.ofSeconds(5)));
        checks.put("cache", at.open(RedisHealthCheck.of(client)));
        services(at, checks);
        checks.put(
                "tcp",
                TcpHealthCheck.builder("127.0.0.1", redis.port())
                        .send("AUTH " + secret("tcp") + "\r\n")
                        .expect("+OK")
                        .showBanner()
                        .build());
        return checks;
    }

    private void databases(Situation at, Map<String, HealthCheck> checks) {
        PostgresServer postgres = at.open(PostgresServer.embedded());
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.jdbcUrl() + (postgres.jdbcUrl().contains("?") ? "&" : "?") + "sslpassword="
                + secret("jdbc-url"));
        config.setUsername("watcher");
        config.setPassword(secret("jdbc"));
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(500);
        HikariDataSource pool = at.open(new HikariDataSource(config));
        checks.put("orders-db", JdbcHealthCheck.of(pool));
        checks.put("orders-pool", HikariPoolHealthCheck.of(pool));
        checks.put("orders-replica", ReplicationHealthCheck.of(pool));
    }

    private void services(Situation at, Map<String, HealthCheck> checks) throws IOException {
        ServiceUnderTest service = at.open(new ServiceUnderTest());
        service.answerAs("/echo");
        String base = "http://127.0.0.1:" + service.port() + "/";
        checks.put("echo", asking(base).basicAuth("watcher", secret("basic")).build());
        checks.put("echo-bearer", asking(base).bearer(() -> secret("bearer")).build());
        checks.put(
                "echo-expecting",
                asking(base)
                        .expectStatus(500)
                        .expect(HttpExpectation.bodyContains("never"))
                        .build());
        checks.put("echo-endpoint", HealthEndpointHealthCheck.of(asking(base)));
        checks.put(
                "proxied",
                HttpHealthCheck.builder(URI.create("http://payments.invalid/?key=" + secret("proxied-query")))
                        .proxy("127.0.0.1", service.port(), "watcher", secret("proxy"))
                        .build());
        checks.put("refused", asking("http://127.0.0.1:1/").build());
        checks.put("nowhere", asking("http://no-such-host.invalid/").build());
    }

    private HttpHealthCheckBuilder asking(String base) {
        return HttpHealthCheck.builder(URI.create(base + "?key=" + secret("query")))
                .method("POST")
                .body("text/plain", secret("body"))
                .header("X-Api-Key", secret("header"))
                .sample(2000);
    }

    /** What code of the application sees: results, states, checks as text. */
    private void look(HealthRegistry health, Map<String, HealthCheck> checks) {
        show(health.check().toString());
        for (CheckState state : health.report().states()) {
            assertThat(state.status()).as(state::toString).isNotEqualTo(HealthStatus.UNKNOWN);
            HealthResult result = state.result().orElseThrow();
            show(state + " " + state.message() + " " + result + " " + result.details() + result.measurements());
            for (Throwable cause = result.cause().orElse(null); cause != null; cause = cause.getCause()) {
                show(cause.toString());
            }
        }
        checks.forEach((name, check) -> show(name + " " + check));
        show(health.toString());
    }

    private void show(String text) {
        shown.append(text).append('\n');
    }

    private static String get(URI uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setReadTimeout(20_000);
        InputStream body =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream();
        try (body) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Closes as the others do. */
    private static final class Meters implements AutoCloseable {
        private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

        @Override
        public void close() {
            registry.close();
        }
    }
}
