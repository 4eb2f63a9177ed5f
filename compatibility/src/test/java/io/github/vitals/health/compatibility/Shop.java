package io.github.vitals.health.compatibility;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.endpoint.Access;
import io.github.vitals.health.endpoint.HealthEndpointBuilder;
import io.github.vitals.health.metrics.HealthMetrics;
import io.github.vitals.health.server.HealthServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** The service that is looked at: a database that can be broken, a cache it could do without, and its health server. */
final class Shop implements AutoCloseable {
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HealthRegistry health;
    private final HealthServer server;
    private volatile HealthResult database =
            HealthResult.up("2 of 10 connections").detail("connections", 2);
    private volatile HealthResult cache = HealthResult.up();

    private Shop(Consumer<HealthEndpointBuilder> access) {
        health = HealthRegistry.builder()
                .check(
                        "orders-db",
                        context -> database,
                        policy -> policy.maxAge(Duration.ofNanos(1))
                                .failureThreshold(1)
                                .successThreshold(1))
                .check(
                        "cache",
                        context -> cache,
                        policy -> policy.maxAge(Duration.ofNanos(1))
                                .failureThreshold(1)
                                .successThreshold(1)
                                .critical(false))
                .build();
        health.check();
        new HealthMetrics(health).bindTo(meters);
        Counter.builder("orders").register(meters).increment();
        server = HealthServer.builder(health)
                .port(0)
                .meters(meters)
                .endpoint(access)
                .start();
    }

    /** Shows details to callers on this machine. */
    static Shop open() {
        return new Shop(endpoint -> endpoint.details(Access.loopback()));
    }

    /** Shows details to nobody. */
    static Shop closed() {
        return new Shop(endpoint -> {});
    }

    /** Shows its meters to those who have a token of that file. */
    static Shop guarded(Path tokens) {
        return new Shop(endpoint -> endpoint.metricsFor(Access.tokenFile(tokens)));
    }

    void breakDatabase() {
        database = HealthResult.down(FailureReason.CONNECT_REFUSED, "nobody listens");
        health.check();
    }

    void breakCache() {
        cache = HealthResult.down(FailureReason.TIMEOUT, "no answer");
        health.check();
    }

    void mend() {
        database = HealthResult.up("2 of 10 connections").detail("connections", 2);
        cache = HealthResult.up();
        health.check();
    }

    URI uri() {
        return server.uri();
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        health.close();
        meters.close();
    }
}
