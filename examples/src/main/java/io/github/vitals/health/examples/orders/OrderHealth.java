package io.github.vitals.health.examples.orders;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthListener;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.endpoint.Access;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.http.HttpHealthCheck;
import io.github.vitals.health.jdbc.JdbcHealthCheck;
import io.github.vitals.health.jdbc.JdbcHistoryStore;
import io.github.vitals.health.metrics.HealthMetrics;
import io.github.vitals.health.redis.RedisHealthCheck;
import io.github.vitals.health.server.HealthServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;

/**
 * The health of the order service: what is watched, what it means, and where one sees it. This is all that an
 * application writes.
 *
 * <table>
 *   <caption>Checks</caption>
 *   <tr><th>check</th><th>critical</th><th>because</th></tr>
 *   <tr><td>orders-db</td><td>yes</td><td>an order that cannot be stored cannot be taken</td></tr>
 *   <tr><td>cache</td><td>no</td><td>without it, orders are read from the database</td></tr>
 *   <tr><td>payments</td><td>no</td><td>without them, orders are taken and charged later</td></tr>
 *   <tr><td>backlog</td><td>yes</td><td>when it is full, orders are refused</td></tr>
 * </table>
 */
public final class OrderHealth implements AutoCloseable {
    private final HealthRegistry health;
    private final HealthHistory history;
    private final HealthMetrics metrics;
    private final HealthServer server;

    private OrderHealth(HealthRegistry health, HealthHistory history, HealthMetrics metrics, HealthServer server) {
        this.health = health;
        this.history = history;
        this.metrics = metrics;
        this.server = server;
    }

    /**
     * Begins to watch a service and to answer probes, scrapes and people.
     *
     * @param orders what to watch
     * @param port where to answer; 0 for any free port
     * @param past the file in which what has been outlives the process
     * @param meters the meters to show, and where those of the checks are to be
     * @param listener hears of each change
     * @return to be closed before the service is
     */
    public static OrderHealth start(
            OrderService orders, int port, Path past, PrometheusMeterRegistry meters, HealthListener listener) {
        HealthRegistry health = HealthRegistry.builder()
                .check(
                        "orders-db",
                        JdbcHealthCheck.builder(orders.dataSource())
                                .dedicated(orders.besidePool())
                                .build(),
                        policy -> often(policy).groups(HealthGroup.READINESS, HealthGroup.STARTUP))
                .check(
                        "cache",
                        RedisHealthCheck.of(orders.redis()),
                        policy -> often(policy).critical(false))
                .check(
                        "payments",
                        HttpHealthCheck.of(orders.payments().resolve("/ping")),
                        policy -> often(policy).critical(false))
                .check("backlog", context -> backlog(orders.backlog()), policy -> often(policy))
                .listener(listener)
                .start();
        HealthHistory history = HealthHistory.builder(health)
                .origin("orders", "demo")
                .store(JdbcHistoryStore.file(past))
                .start();
        try {
            HealthMetrics metrics = new HealthMetrics(health);
            metrics.bindTo(meters);
            HealthServer server = HealthServer.builder(health)
                    .port(port)
                    .meters(meters)
                    .history(history)
                    .details(Access.loopback())
                    .start();
            return new OrderHealth(health, history, metrics, server);
        } catch (RuntimeException portTaken) {
            history.close();
            health.close();
            throw portTaken;
        }
    }

    /** Five times as often as usual, so that whoever tries the demo sees a change within seconds. */
    private static CheckPolicyBuilder often(CheckPolicyBuilder policy) {
        return policy.period(ofSeconds(2))
                .timeout(ofSeconds(1))
                .confirm(ofMillis(500))
                .failureThreshold(2);
    }

    /** A check of one's own is a method that returns a result. */
    private static HealthResult backlog(int waiting) {
        HealthResult result = HealthResult.up();
        if (waiting >= Backlog.CAPACITY) {
            result = HealthResult.down(FailureReason.SATURATED, "the backlog is full, orders are refused");
        } else if (waiting > Backlog.CAPACITY / 4) {
            result = HealthResult.degraded(FailureReason.SATURATED, "many orders wait for their payment");
        }
        return result.detail("waiting", waiting).detail("capacity", Backlog.CAPACITY);
    }

    /**
     * The registry, for who wants to ask it.
     *
     * @return the registry of the checks above
     */
    public HealthRegistry registry() {
        return health;
    }

    /**
     * Where health is answered.
     *
     * @return for example {@code http://127.0.0.1:8081}
     */
    public URI uri() {
        return server.uri();
    }

    /** Ends the answers, then the watching. */
    @Override
    public void close() {
        server.close();
        metrics.close();
        history.close();
        health.close();
    }
}
