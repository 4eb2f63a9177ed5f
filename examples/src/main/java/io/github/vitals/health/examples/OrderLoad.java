package io.github.vitals.health.examples;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Customers: about 3 orders and 1 look at an order a second, of the orders 5 % declined and 5 % no orders at all. At most 16
 * requests are open at a time; while the service is that slow, the customers wait.
 */
final class OrderLoad implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OrderLoad.class);
    private static final long PERIOD_MILLIS = 250;
    private static final int LOOK_EVERY = 4;
    private static final int MOST_OPEN = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final List<String> ITEMS = List.of("coffee", "tea", "cake", "book", "lamp", "chair");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "order-load");
        thread.setDaemon(true);
        return thread;
    });
    private final Semaphore open = new Semaphore(MOST_OPEN);
    private final Random random = new Random(1);
    private final URI orders;
    private volatile @Nullable URI lastOrder;
    private long count;

    private OrderLoad(URI service) {
        this.orders = service.resolve("/orders");
    }

    static OrderLoad start(URI service) {
        OrderLoad load = new OrderLoad(service);
        var unused = load.clock.scheduleAtFixedRate(load::next, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return load;
    }

    private void next() {
        if (!open.tryAcquire()) {
            return;
        }
        try {
            var unused = http.sendAsync(request(), HttpResponse.BodyHandlers.discarding())
                    .whenComplete(this::ended);
        } catch (RuntimeException broken) {
            // Thrown on, it would end the schedule.
            open.release();
            log.error("A request could not be sent", broken);
        }
    }

    private void ended(@Nullable HttpResponse<Void> response, @Nullable Throwable failure) {
        open.release();
        if (response != null) {
            response.headers().firstValue("Location").ifPresent(location -> lastOrder = orders.resolve(location));
        }
    }

    private HttpRequest request() {
        URI last = lastOrder;
        boolean look = ++count % LOOK_EVERY == 0;
        HttpRequest.Builder request = look && last != null ? HttpRequest.newBuilder(last) : order();
        return request.timeout(PATIENCE).build();
    }

    private HttpRequest.Builder order() {
        String item = ITEMS.get(random.nextInt(ITEMS.size()));
        int percent = random.nextInt(100);
        int quantity = percent < 5 ? 0 : 1 + random.nextInt(5);
        int cents = percent >= 95 ? 13 : 90;
        int amount = (1 + random.nextInt(80)) * 100 + cents;
        String body = "{\"item\":\"%s\",\"quantity\":%d,\"amountCents\":%d}".formatted(item, quantity, amount);
        return HttpRequest.newBuilder(orders)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
