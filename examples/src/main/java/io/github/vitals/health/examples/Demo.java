package io.github.vitals.health.examples;

import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.examples.orders.Dependencies;
import io.github.vitals.health.examples.orders.OrderHealth;
import io.github.vitals.health.examples.orders.OrderService;
import io.github.vitals.health.logging.LogMetrics;
import io.github.vitals.health.metrics.application.ApplicationMetrics;
import io.github.vitals.health.server.MdcSpanContext;
import io.github.vitals.health.servers.PostgresServer;
import io.github.vitals.health.servers.RedisServer;
import io.github.vitals.health.system.SystemMetrics;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that runs in a demo, opened step by step and closed in the opposite order. Closing is possible at any time, also from
 * a shutdown hook while a step is under way: it waits for that step, and the next one is refused. Thread-safe.
 */
final class Demo implements AutoCloseable {
    private static final Duration STARTING = Duration.ofSeconds(30);

    private final DemoOptions options;
    private final Path path;
    private final PrintStream out;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private boolean closed;

    Demo(DemoOptions options, Path path, PrintStream out) {
        this.options = options;
        this.path = path;
        this.out = out;
    }

    /** Where one finds what runs. */
    record Addresses(URI orders, URI health, Database database, Optional<URI> prometheus) {}

    /** How one looks into the database. */
    record Database(int port, String user, Path passwordFile) {}

    /**
     * Starts everything; returns when all checks have passed.
     *
     * @throws Refusal if it cannot be started here
     */
    Addresses start() throws Exception {
        requireFree("--port", options.port());
        requireFree("--app-port", options.appPort());
        if (options.prometheus() && !PrometheusProcess.installed()) {
            throw new Refusal("prometheus: not on the PATH (expected: installed, for example with"
                    + " apt-get install prometheus, or without --with-prometheus)");
        }
        DemoFolder folder = open(() -> DemoFolder.open(path));
        out.println("Starting PostgreSQL, Redis, the payment service and the order service ...");
        PostgresServer postgres = open(PostgresServer::embedded);
        folder.remember("postgres", postgres.pid());
        Database database = new Database(postgres.port(), postgres.user(), folder.passwordFile(postgres));
        RedisServer redis = open(RedisServer::embedded);
        folder.remember("redis", redis.pid());
        PaymentProcess payments = open(PaymentProcess::start);
        folder.remember("payments", payments.pid());

        PrometheusMeterRegistry meters = meters();
        OrderService orders = open(() -> OrderService.start(
                options.appPort(),
                new Dependencies(
                        new Dependencies.Database(postgres.jdbcUrl(), postgres.user(), postgres.password()),
                        redis.uri(),
                        payments.uri()),
                meters));
        OrderHealth health = open(() -> health(orders, meters));
        awaitReady(health.registry());
        Optional<URI> prometheus =
                options.prometheus() ? Optional.of(prometheus(folder, health.uri())) : Optional.empty();
        open(() -> OrderLoad.start(orders.uri()));
        // Closed first: what is frozen could not be closed in good order.
        open(() -> () -> {
            postgres.thaw();
            redis.thaw();
        });
        return new Addresses(orders.uri(), health.uri(), database, prometheus);
    }

    private OrderHealth health(OrderService orders, PrometheusMeterRegistry meters) throws Refusal {
        OrderHealth.Audience console = new OrderHealth.Audience(new HealthLines(out), new AlertLines(out));
        try {
            return OrderHealth.start(orders, options.port(), path, meters, console);
        } catch (IllegalArgumentException misconfigured) {
            throw new Refusal(String.valueOf(misconfigured.getMessage()));
        }
    }

    private static void requireFree(String flag, int port) throws Refusal {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            socket.getLocalPort();
        } catch (IOException taken) {
            throw new Refusal(
                    flag + ": " + port + " is taken (expected: a free port; choose another with " + flag + " N)");
        }
    }

    private PrometheusMeterRegistry meters() throws Exception {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(
                PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, MdcSpanContext.of());
        open(() -> meters::close);
        ApplicationMetrics.builder(meters)
                .service("orders")
                .version("1.0.0")
                .environment("demo")
                .limit("http.client.requests", "uri", 20)
                .build();
        open(LogbackMetrics::new).bindTo(meters);
        open(Demo::log).bindTo(meters);
        open(() -> SystemMetrics.bindTo(meters));
        return meters;
    }

    /** Loggers are counted with the first group that has them. */
    private static LogMetrics log() {
        return LogMetrics.of()
                .group("access", "http.access")
                .group("orders", "io.github.vitals.health.examples")
                .group("health", "io.github.vitals.health")
                .group("drivers", "org.postgresql", "com.zaxxer.hikari", "org.flywaydb", "io.lettuce", "io.netty");
    }

    /** The first run of a check in a JVM that is busy loading classes may take longer than its timeout. */
    private static void awaitReady(HealthRegistry health) throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        health.listen(change -> {
            if (change.name().equals(HealthGroup.READINESS.name()) && change.to() == HealthStatus.UP) {
                ready.countDown();
            }
        });
        boolean already = health.report(HealthGroup.READINESS).status() == HealthStatus.UP;
        if (!already && !ready.await(STARTING.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("not all checks passed within " + STARTING + ": " + health.report());
        }
    }

    private URI prometheus(DemoFolder folder, URI health) throws Exception {
        PrometheusProcess prometheus = open(() -> PrometheusProcess.start(folder.data("prometheus"), health));
        folder.remember("prometheus", prometheus.pid());
        return prometheus.uri();
    }

    private synchronized <T extends AutoCloseable> T open(Callable<T> step) throws Exception {
        if (closed) {
            throw new IllegalStateException("the demo was ended while it started");
        }
        T result = step.call();
        opened.push(result);
        return result;
    }

    /** Ends everything, frozen or not. Closing twice does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!opened.isEmpty()) {
            AutoCloseable next = opened.pop();
            try {
                next.close();
            } catch (Exception failed) {
                // The others must be closed too.
                Logger log = LoggerFactory.getLogger(Demo.class);
                log.atError()
                        .setCause(failed)
                        .addKeyValue("demo.part", next.getClass().getName())
                        .log("Not closed");
            }
        }
    }
}
