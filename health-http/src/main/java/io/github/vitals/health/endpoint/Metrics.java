package io.github.vitals.health.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Answers {@code /metrics}: Prometheus' text format, or OpenMetrics for those who prefer it, compressed if wanted. A
 * scrape under way serves all who ask for the same meanwhile.
 */
final class Metrics {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /** How many different scrapes may be under way: each is as large as all meters together. */
    private static final int SCRAPES = 8;

    /** How long somebody waits for a scrape that another began. */
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    private static final int SHORTEST = 1 << 14;

    private final Scraper scraper;
    private final Semaphore scrapes = new Semaphore(SCRAPES);
    private final Map<Wanted, CompletableFuture<HealthResponse>> underWay = new ConcurrentHashMap<>();
    private volatile int lastLength = SHORTEST;

    /** What a scrape is to give. */
    private record Wanted(String type, boolean compressed, Set<String> names) {
        static Wanted by(HealthRequest request) {
            return new Wanted(
                    prefersOpenMetrics(request) ? OPEN_METRICS : TEXT,
                    request.weight("Accept-Encoding", "gzip") > 0,
                    Set.copyOf(request.parameters("name[]")));
        }

        private static boolean prefersOpenMetrics(HealthRequest request) {
            double openMetrics = request.weight("Accept", "application/openmetrics-text");
            return openMetrics > 0 && openMetrics >= request.weight("Accept", "text/plain");
        }
    }

    Metrics(Scraper scraper) {
        this.scraper = scraper;
    }

    HealthResponse respond(HealthRequest request) {
        Wanted wanted = Wanted.by(request);
        CompletableFuture<HealthResponse> own = new CompletableFuture<>();
        CompletableFuture<HealthResponse> others = underWay.putIfAbsent(wanted, own);
        if (others != null) {
            return shared(others);
        }
        try {
            HealthResponse response = scraped(wanted);
            own.complete(response);
            return response;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            underWay.remove(wanted, own);
            own.complete(unavailable("the scrape failed"));
        }
    }

    private static HealthResponse shared(CompletableFuture<HealthResponse> others) {
        try {
            return others.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return unavailable("interrupted");
        } catch (TimeoutException | ExecutionException late) {
            return unavailable("a meter does not answer");
        }
    }

    private HealthResponse scraped(Wanted wanted) throws IOException {
        if (!scrapes.tryAcquire()) {
            return unavailable("too many scrapes at a time");
        }
        try {
            return response(wanted);
        } finally {
            scrapes.release();
        }
    }

    private HealthResponse response(Wanted wanted) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(lastLength);
        try (OutputStream out = wanted.compressed() ? new Gzip(body) : body) {
            scraper.scrape(out, wanted.type(), wanted.names());
        }
        if (wanted.names().isEmpty()) {
            lastLength = Math.max(SHORTEST, body.size() + body.size() / 8);
        }
        HealthResponse response = HealthResponse.owning(200, wanted.type(), body.toByteArray())
                .withHeader("Vary", "Accept, Accept-Encoding");
        return wanted.compressed() ? response.withHeader("Content-Encoding", "gzip") : response;
    }

    private static HealthResponse unavailable(String why) {
        return HealthResponse.of(503, "text/plain; charset=utf-8", (why + "\n").getBytes(StandardCharsets.UTF_8))
                .withHeader("Retry-After", "1");
    }

    /** Quick rather than small: what compresses well does so at once. */
    private static final class Gzip extends GZIPOutputStream {
        private static final int BUFFER = 1 << 13;

        Gzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
