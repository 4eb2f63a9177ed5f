package io.github.vitals.health.examples.orders;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Stream;

/** What the business wants to know, as meters. Thread-safe. */
final class OrderMetrics {
    /** Few and fixed, since each is a time series for each combination of tags. */
    private static final Duration[] BUCKETS = Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry meters;
    private final Counter revenue;

    OrderMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.revenue = Counter.builder("orders.revenue")
                .baseUnit("cents")
                .description("What was charged successfully")
                .register(meters);
    }

    /** An order was taken in, or was not. */
    void order(String outcome) {
        Counter.builder("orders")
                .tag("outcome", outcome)
                .description("Orders by outcome: paid, accepted (to be charged later), declined, invalid, failed")
                .register(meters)
                .increment();
    }

    void latency(Duration took) {
        Timer.builder("orders.latency")
                .description("How long it took to take an order")
                .serviceLevelObjectives(BUCKETS)
                .register(meters)
                .record(took);
    }

    void revenue(long cents) {
        revenue.increment((double) cents);
    }

    void paymentFailed(String reason) {
        Counter.builder("orders.payments.failed")
                .tag("reason", reason)
                .description("Payments that were not made, by reason: declined, timeout, unreachable, status")
                .register(meters)
                .increment();
    }

    void cache(String result) {
        Counter.builder("orders.cache")
                .tag("result", result)
                .description("Questions to the cache: hit, miss, error")
                .register(meters)
                .increment();
    }

    void backlog(Collection<Order> waiting) {
        Gauge.builder("orders.backlog", waiting, Collection::size)
                .description("Orders that wait to be charged")
                .strongReference(true)
                .register(meters);
    }

    void http(String method, String route, int status, Duration took) {
        Timer.builder("http.server.requests")
                .tags("method", method, "uri", route, "status", Integer.toString(status))
                .description("Requests to the order service")
                .serviceLevelObjectives(BUCKETS)
                .register(meters)
                .record(took);
    }
}
