package io.github.vitals.health.server;

import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Answers {@code /metrics}: Prometheus' text format, or OpenMetrics for those who prefer it, compressed if wanted. */
final class Metrics {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final int EXPECTED_LENGTH = 1 << 14;

    private final Scraper scraper;

    Metrics(Scraper scraper) {
        this.scraper = scraper;
    }

    HealthResponse respond(HealthRequest request) throws IOException {
        return switch (request.method()) {
            case "GET" -> scrape(request);
            case "HEAD" -> scrape(request).withoutBody();
            default ->
                plain(405, "method not allowed (expected: GET or HEAD)\n").withHeader("Allow", "GET, HEAD");
        };
    }

    static HealthResponse plain(int code, String text) {
        return HealthResponse.of(code, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private HealthResponse scrape(HealthRequest request) throws IOException {
        String type = prefersOpenMetrics(request) ? OPEN_METRICS : TEXT;
        boolean compressed = request.weight("Accept-Encoding", "gzip") > 0;
        ByteArrayOutputStream body = new ByteArrayOutputStream(EXPECTED_LENGTH);
        try (OutputStream out = compressed ? new GZIPOutputStream(body) : body) {
            scraper.scrape(out, type);
        }
        HealthResponse response =
                HealthResponse.of(200, type, body.toByteArray()).withHeader("Vary", "Accept, Accept-Encoding");
        return compressed ? response.withHeader("Content-Encoding", "gzip") : response;
    }

    private static boolean prefersOpenMetrics(HealthRequest request) {
        double openMetrics = request.weight("Accept", "application/openmetrics-text");
        return openMetrics > 0 && openMetrics >= request.weight("Accept", "text/plain");
    }
}
