package io.github.vitals.health.compatibility;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.server.HealthServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service that takes orders on one port and tells its health on another, as a process of its own. It is told to end
 * by SIGTERM, and then does what its {@link Ending} says.
 */
public final class OrderService {
    private final HttpServer orders;
    private final String name;

    /** The orders that were taken and are not answered yet. */
    private final AtomicInteger underWay = new AtomicInteger();

    private volatile boolean leaving;

    private OrderService(String name, int port) throws IOException {
        this.name = name;
        orders = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        orders.createContext("/orders", this::take);
        orders.setExecutor(Executors.newCachedThreadPool());
    }

    /** What it does when it is told to end. */
    enum Ending {
        /** Nothing. */
        AT_ONCE,
        /** The registry drains for a time that is long enough for whatever is under way. */
        DRAIN_ON_SHUTDOWN,
        /** A hook of its own drains and then waits for what is still under way, however long that takes. */
        DRAIN_AND_FINISH
    }

    /**
     * Starts the service; the process ends when it is told to.
     *
     * @param args name, port for orders, port for health, how it ends, how long it drains
     * @throws IOException if a port is taken
     */
    public static void main(String[] args) throws IOException {
        OrderService service = new OrderService(args[0], Integer.parseInt(args[1]));
        Ending ending = Ending.valueOf(args[3]);
        Duration drain = Duration.parse(args[4]);

        HealthRegistryBuilder checks = HealthRegistry.builder()
                .check(
                        "orders-db",
                        context -> HealthResult.up(),
                        policy -> policy.period(Duration.ofSeconds(1)).timeout(Duration.ofMillis(500)));
        if (ending == Ending.DRAIN_ON_SHUTDOWN) {
            checks.drainOnShutdown(drain);
        }
        HealthRegistry health = checks.start();
        service.orders.start();
        // Last: who is told that this instance is ready can send orders at once.
        HealthServer server = HealthServer.start(Integer.parseInt(args[2]), health);
        if (ending == Ending.DRAIN_AND_FINISH) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> service.end(health, drain, server)));
        }
    }

    private void end(HealthRegistry health, Duration drain, HealthServer server) {
        leaving = true;
        health.drain(drain);
        health.drain(Duration.ofSeconds(20), () -> underWay.get() == 0);
        orders.stop(0);
        server.close();
        health.close();
    }

    /** Takes as long as the order says, and answers with the order and who has taken it. */
    private void take(HttpExchange exchange) throws IOException {
        underWay.incrementAndGet();
        try (exchange) {
            byte[] order = exchange.getRequestBody().readAllBytes();
            work(exchange.getRequestURI().getQuery());
            exchange.getResponseHeaders().set("Served-By", name);
            if (leaving) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            exchange.sendResponseHeaders(200, order.length);
            exchange.getResponseBody().write(order);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private static void work(String milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(Long.parseLong(milliseconds));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
