package io.github.vitals.health.server;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.endpoint.Access;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;

/** A server with much to say, which has been asked for a while: the JVM knows its way. */
final class AttackedServer implements Callable<URI> {
    private static final int CHECKS = 20;
    private static final int SERIES = 100;
    private static final int REQUESTS = 1000;

    @Override
    public URI call() throws IOException {
        HealthRegistryBuilder checks = HealthRegistry.builder();
        for (int i = 0; i < CHECKS; i++) {
            checks.check("check-" + i, context -> HealthResult.up("x".repeat(200)));
        }
        HealthRegistry health = checks.build();
        health.check();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        for (int i = 0; i < SERIES; i++) {
            Gauge.builder("large", () -> 1).tag("text", "x".repeat(10_000) + i).register(meters);
        }
        URI uri = HealthServer.builder(health)
                .port(0)
                .meters(meters)
                .details(Access.loopback())
                .start()
                .uri();
        for (int i = 0; i < REQUESTS; i++) {
            Http.probe(uri.resolve(i % 5 == 0 ? "/health" : "/livez"), Duration.ofSeconds(20));
        }
        return uri;
    }
}
