package io.github.vitals.health.examples.orders;

import io.github.vitals.health.metrics.application.ApplicationMetrics;
import io.github.vitals.health.metrics.application.DurationMeter;
import io.github.vitals.health.metrics.application.EventCounter;
import io.github.vitals.health.metrics.application.Funnel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;

/** What the business wants to know, as meters. Thread-safe. */
final class OrderMetrics {
    private final MeterRegistry meters;
    private final EventCounter orders;
    private final DurationMeter latency;
    private final EventCounter revenue;
    private final EventCounter paymentsFailed;
    private final EventCounter cache;
    private final Funnel way;
    private final DurationMeter requests;

    OrderMetrics(MeterRegistry meters) {
        this.meters = meters;
        ApplicationMetrics metrics = ApplicationMetrics.of(meters);
        orders = metrics.counter(
                "orders",
                "Orders by outcome: paid, accepted (to be charged later), declined, invalid, failed",
                "outcome");
        latency = metrics.duration("orders.latency", "How long it took to take an order");
        revenue = metrics.counter("orders.revenue.cents", "What was charged successfully");
        paymentsFailed = metrics.counter(
                "orders.payments.failed",
                "Payments that were not made, by reason: declined, timeout, unreachable, status",
                "reason");
        cache = metrics.counter("orders.cache", "Questions to the cache: hit, miss, error", "result");
        way = metrics.funnel("orders.way", "How far orders get", "received", "stored", "paid");
        requests = metrics.duration(
                "http.server.requests", "Requests to the order service", "method", "uri", "status", "outcome");
    }

    /** An order was taken in, or was not. */
    void order(String outcome) {
        orders.increment(outcome);
    }

    /** An order got to one of: received, stored, paid. */
    void reached(String step) {
        way.reached(step);
    }

    void latency(Duration took) {
        latency.record(took);
    }

    void revenue(long cents) {
        revenue.add((double) cents);
    }

    void paymentFailed(String reason) {
        paymentsFailed.increment(reason);
    }

    void cache(String result) {
        cache.increment(result);
    }

    void backlog(Collection<Order> waiting) {
        Gauge.builder("orders.backlog", waiting, Collection::size)
                .description("Orders that wait to be charged")
                .strongReference(true)
                .register(meters);
    }

    void http(String method, String route, int status, Duration took) {
        requests.record(took, method, route, Integer.toString(status), outcome(status));
    }

    /** As other instrumentations of HTTP servers tell it. */
    private static String outcome(int status) {
        return switch (status / 100) {
            case 1 -> "INFORMATIONAL";
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            default -> "SERVER_ERROR";
        };
    }
}
