package io.github.vitals.health.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** The meters of Micrometer's Prometheus registry; a class of its own, because that registry is optional. */
final class PrometheusScraper implements Scraper {
    private final PrometheusMeterRegistry meters;

    PrometheusScraper(PrometheusMeterRegistry meters) {
        this.meters = Objects.requireNonNull(meters, "meters: null (expected: a Prometheus meter registry)");
    }

    @Override
    public void scrape(OutputStream out, String contentType) throws IOException {
        meters.scrape(out, contentType);
    }
}
