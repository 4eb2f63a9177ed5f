package io.github.vitals.health.examples.orders;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes orders and finds them again. The database must work; without the cache it is slower; without the payment service
 * orders are taken and charged later, until the backlog is full. Thread-safe.
 */
final class Orders {
    private static final Logger log = LoggerFactory.getLogger(Orders.class);

    private final OrderStore store;
    private final OrderCache cache;
    private final PaymentClient payments;
    private final OrderMetrics metrics;
    private final Backlog backlog = new Backlog();

    Orders(OrderStore store, OrderCache cache, PaymentClient payments, OrderMetrics metrics) {
        this.store = store;
        this.cache = cache;
        this.payments = payments;
        this.metrics = metrics;
        metrics.backlog(backlog.waiting());
        backlog.start(this::chargeAgain);
    }

    Backlog backlog() {
        return backlog;
    }

    /** Stores an order and charges it, now or later. */
    Order place(OrderRequest request) throws Unavailable, InterruptedException {
        long start = System.nanoTime();
        String outcome = "failed";
        metrics.reached("received");
        try {
            Order placed = charge(store(request));
            cache.put(placed);
            outcome = outcome(placed);
            log.atInfo()
                    .addKeyValue("event.action", "order-placed")
                    .addKeyValue("order.id", placed.id())
                    .addKeyValue("order.amount_cents", placed.request().amountCents())
                    .addKeyValue("order.status", placed.status())
                    .log("Order placed");
            return placed;
        } finally {
            metrics.order(outcome);
            metrics.latency(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static String outcome(Order placed) {
        return switch (placed.status()) {
            case PAID -> "paid";
            case DECLINED -> "declined";
            case AWAITING_PAYMENT -> "accepted";
        };
    }

    private Order store(OrderRequest request) throws Unavailable {
        if (backlog.full()) {
            throw new Unavailable("too many orders wait for their payment; try again later");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Order order = new Order(UUID.randomUUID(), request, Order.Status.AWAITING_PAYMENT, now);
        try {
            store.insert(order);
            metrics.reached("stored");
            return order;
        } catch (SQLException failed) {
            throw unavailable("store", failed);
        }
    }

    private Order charge(Order order) throws Unavailable, InterruptedException {
        try {
            return settle(order, payments.charge(order));
        } catch (PaymentFailure failure) {
            metrics.paymentFailed(failure.reason());
            log.atWarn()
                    .addKeyValue("event.action", "payment-failed")
                    .addKeyValue("order.id", order.id())
                    .addKeyValue("payment.reason", failure.reason())
                    .log("Payment failed, to be tried again");
        } catch (SQLException failed) {
            log.atError()
                    .addKeyValue("event.action", "payment-not-stored")
                    .addKeyValue("order.id", order.id())
                    .log("Payment made but not stored, to be asked for again");
        }
        if (!backlog.add(order)) {
            throw new Unavailable("too many orders wait for their payment; try again later");
        }
        return order;
    }

    private Order settle(Order order, Order.Status status) throws SQLException {
        Order settled = order.withStatus(status);
        store.updateStatus(settled);
        if (status == Order.Status.PAID) {
            metrics.reached("paid");
            metrics.revenue(order.request().amountCents());
        } else {
            metrics.paymentFailed("declined");
        }
        return settled;
    }

    private boolean chargeAgain(Order order) {
        try {
            cache.put(settle(order, payments.charge(order)));
            return true;
        } catch (PaymentFailure failure) {
            metrics.paymentFailed(failure.reason());
            return false;
        } catch (SQLException notNow) {
            log.atWarn().addKeyValue("order.id", order.id()).log("Payment not stored, to be tried again");
            return false;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Finds an order, in the cache if it is there. */
    Optional<Order> find(UUID id) throws Unavailable {
        Optional<Order> cached = cache.find(id);
        if (cached.isPresent()) {
            return cached;
        }
        try {
            Optional<Order> stored = store.find(id);
            stored.ifPresent(cache::put);
            return stored;
        } catch (SQLException failed) {
            throw unavailable("find", failed);
        }
    }

    private static Unavailable unavailable(String action, SQLException failed) {
        log.atError()
                .addKeyValue("event.action", "database-failed")
                .addKeyValue("order.step", action)
                .addKeyValue("error.code", String.valueOf(failed.getSQLState()))
                .log("The database did not do what it was asked");
        return new Unavailable("the order database does not answer; try again later", failed);
    }
}
