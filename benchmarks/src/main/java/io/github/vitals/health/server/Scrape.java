package io.github.vitals.health.server;

import io.github.vitals.health.endpoint.HealthRequest;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;

/** Our answer to a scrape, for the benchmarks to call: no public type gives it without a server around it. */
public final class Scrape {
    private static final HealthRequest REQUEST = HealthRequest.of("GET", "/metrics");

    private final Metrics metrics;

    /**
     * Prepares it.
     *
     * @param meters what is scraped
     */
    public Scrape(PrometheusMeterRegistry meters) {
        metrics = new Metrics(new PrometheusScraper(meters));
    }

    /**
     * Scrapes.
     *
     * @return the length of the answer
     * @throws IOException never
     */
    public int length() throws IOException {
        return metrics.respond(REQUEST).length();
    }
}
