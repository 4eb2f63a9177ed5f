package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.server.MdcSpanContext;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class MetricsTest {
    /** One for each, which may block. */
    private static final Executor THREADS = task -> new Thread(task).start();

    private final HealthRegistry health = HealthRegistry.builder().build();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HealthEndpoint endpoint =
            HealthEndpoint.builder(health).meters(meters).build();

    @AfterEach
    void close() {
        health.close();
        meters.close();
    }

    private static HealthRequest request(String query, Map<String, String> headers) {
        return HealthRequest.of("GET", "/metrics").withQuery(query).withHeaders(headers::get);
    }

    private HealthResponse scrape(String query) {
        return endpoint.respond(request(query, Map.of()));
    }

    private static String text(HealthResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void areThoseOfTheGivenNamesWithOrWithoutWhatPrometheusAddsToThem() {
        Counter.builder("orders").register(meters).increment();
        Timer.builder("payments").register(meters).record(Duration.ofSeconds(2));
        Gauge.builder("queue.depth", () -> 7).register(meters);
        assertThat(text(scrape("name[]=queue_depth")))
                .contains("queue_depth 7.0")
                .doesNotContain("orders", "payments");
        assertThat(text(scrape("name%5B%5D=orders_total")))
                .contains("orders_total 1.0")
                .doesNotContain("queue_depth");
        assertThat(text(scrape("name[]=orders&name[]=queue_depth")))
                .contains("orders_total 1.0", "queue_depth 7.0")
                .doesNotContain("payments");
        assertThat(text(scrape("name[]=payments_seconds_count"))).contains("payments_seconds_sum 2.0");
        assertThat(text(scrape("name[]=nothing"))).isEmpty();
        assertThat(text(scrape(""))).contains("orders_total", "queue_depth", "payments_seconds");
    }

    /** Prometheus 2 refuses all of a scrape for an exemplar at a count. */
    @Test
    void haveExemplarsAtCountersAndBucketsOnly() {
        PrometheusMeterRegistry traced = new PrometheusMeterRegistry(
                PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, MdcSpanContext.of());
        try (HealthEndpoint of = HealthEndpoint.builder(health).meters(traced).build();
                MDC.MDCCloseable trace = MDC.putCloseable("trace.id", "4bf92f3577b34da6a3ce929d0e0e4736");
                MDC.MDCCloseable span = MDC.putCloseable("span.id", "00f067aa0ba902b7")) {
            Timer.builder("plain").register(traced).record(Duration.ofSeconds(2));
            Timer.builder("buckets")
                    .serviceLevelObjectives(Duration.ofSeconds(3))
                    .register(traced)
                    .record(Duration.ofSeconds(2));
            Counter.builder("orders").register(traced).increment();
            Map<String, String> openMetrics = Map.of("Accept", "application/openmetrics-text");
            String all = text(of.respond(request("", openMetrics)));
            assertThat(all.lines().filter(line -> line.contains(" # {")))
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("buckets_seconds_bucket{le=\"3.0\"} 1 # {"))
                    .anyMatch(line -> line.startsWith("orders_total 1.0 # {"));
            assertThat(all).endsWith("# EOF\n").contains("plain_seconds_count 1\n", "buckets_seconds_count 1\n");
            assertThat(text(of.respond(request("name[]=orders_total", openMetrics))))
                    .contains("orders_total 1.0 # {")
                    .doesNotContain("plain");
        } finally {
            traced.close();
        }
    }

    @Test
    void areGivenToWhomTheyAreFor() {
        try (HealthEndpoint guarded = HealthEndpoint.builder(health)
                .meters(meters)
                .metricsFor(Access.token("0123456789abcdef"))
                .build()) {
            HealthResponse anonymous = guarded.respond(request("", Map.of()));
            assertThat(anonymous.statusCode()).isEqualTo(401);
            assertThat(anonymous.headers()).containsEntry("WWW-Authenticate", "Bearer");
            assertThat(guarded.respond(request("", Map.of("Authorization", "Bearer fedcba9876543210")))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(guarded.respond(request("", Map.of("Authorization", "Bearer 0123456789abcdef")))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** A meter that counts how often it is read, and holds up whoever reads it. */
    private final class SlowMeter {
        private final AtomicInteger readings = new AtomicInteger();
        private final CountDownLatch release = new CountDownLatch(1);

        SlowMeter() {
            Gauge.builder("slow", this::read).register(meters);
        }

        private int read() {
            readings.incrementAndGet();
            try {
                release.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return 1;
        }
    }

    private static void awaitThread(Thread thread, BooleanSupplier also) {
        await().until(() -> also.getAsBoolean() && thread.getState() == Thread.State.TIMED_WAITING);
    }

    @Test
    void areScrapedOnceForAllWhoAskMeanwhile() throws Exception {
        SlowMeter slow = new SlowMeter();
        CompletableFuture<HealthResponse> first = CompletableFuture.supplyAsync(() -> scrape(""), THREADS);
        await().until(() -> slow.readings.get() == 1);
        List<HealthResponse> others = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Thread thread = new Thread(() -> {
                HealthResponse response = scrape("");
                synchronized (others) {
                    others.add(response);
                }
            });
            thread.start();
            threads.add(thread);
        }
        threads.forEach(thread -> awaitThread(thread, () -> true));
        slow.release.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(slow.readings).hasValue(1);
        assertThat(others).hasSize(20).containsOnly(first.get());
        assertThat(scrape("")).as("the next is another").isNotSameAs(first.get());
        assertThat(slow.readings).hasValue(2);
    }

    @Test
    void areAnsweredAsEachWantsThemThoughAScrapeIsUnderWay() throws Exception {
        SlowMeter slow = new SlowMeter();
        CompletableFuture<HealthResponse> plain = CompletableFuture.supplyAsync(() -> scrape(""), THREADS);
        CompletableFuture<HealthResponse> zipped = CompletableFuture.supplyAsync(
                () -> endpoint.respond(request("", Map.of("Accept-Encoding", "gzip"))), THREADS);
        await().until(() -> slow.readings.get() == 2);
        slow.release.countDown();
        assertThat(text(plain.get())).contains("slow 1.0");
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(zipped.get().body()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain.get().body());
        }
    }

    @Test
    void areRefusedWhenTooManyDifferentScrapesAreUnderWay() throws Exception {
        SlowMeter slow = new SlowMeter();
        List<CompletableFuture<HealthResponse>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String query = "name[]=slow&name[]=x" + i;
            all.add(CompletableFuture.supplyAsync(() -> scrape(query), THREADS));
        }
        await().until(() -> slow.readings.get() == 8);
        HealthResponse refused = scrape("");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers()).containsEntry("Retry-After", "1");
        slow.release.countDown();
        for (CompletableFuture<HealthResponse> each : all) {
            assertThat(each.get().statusCode()).isEqualTo(200);
        }
        assertThat(scrape("").statusCode()).isEqualTo(200);
    }
}
