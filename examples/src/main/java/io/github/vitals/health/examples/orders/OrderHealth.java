package io.github.vitals.health.examples.orders;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthConfiguration;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthListener;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.alerts.AlertMetrics;
import io.github.vitals.health.alerts.HealthAlerts;
import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.endpoint.Access;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.http.HttpHealthCheck;
import io.github.vitals.health.jdbc.HikariPoolHealthCheck;
import io.github.vitals.health.jdbc.JdbcHealthCheck;
import io.github.vitals.health.jdbc.JdbcHistoryStore;
import io.github.vitals.health.logging.LoggingHealthCheck;
import io.github.vitals.health.metrics.HealthMetrics;
import io.github.vitals.health.redis.RedisHealthCheck;
import io.github.vitals.health.server.HealthServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The health of the order service: what is watched, what it means, and where one sees it. This and {@link OrderAlerts},
 * who is told, is all that an application writes.
 *
 * <table>
 *   <caption>Checks</caption>
 *   <tr><th>check</th><th>critical</th><th>because</th></tr>
 *   <tr><td>orders-db</td><td>yes</td><td>an order that cannot be stored cannot be taken</td></tr>
 *   <tr><td>orders-pool</td><td>no</td><td>when all its connections are in use, orders wait</td></tr>
 *   <tr><td>cache</td><td>no</td><td>without it, orders are read from the database</td></tr>
 *   <tr><td>payments</td><td>no</td><td>without them, orders are taken and charged later</td></tr>
 *   <tr><td>logging</td><td>no</td><td>orders are taken without a log, too</td></tr>
 *   <tr><td>backlog</td><td>yes</td><td>when it is full, orders are refused</td></tr>
 * </table>
 *
 * <p>The pool and the backlog are nothing without orders-db: when that is DOWN, it is the one that is named.
 */
public final class OrderHealth implements AutoCloseable {
    private final HealthRegistry health;
    private final HealthServer server;
    private final Deque<Runnable> closing;

    private OrderHealth(HealthRegistry health, HealthServer server, Deque<Runnable> closing) {
        this.health = health;
        this.server = server;
        this.closing = closing;
    }

    /**
     * Who watches it from beside. Immutable.
     *
     * @param changes hears of each change
     * @param alerts is told of each alert, beside the log and the channels of the configuration
     */
    public record Audience(HealthListener changes, AlertChannel alerts) {}

    /**
     * Begins to watch a service and to answer probes, scrapes and people.
     *
     * @param orders what to watch
     * @param port where to answer; 0 for any free port
     * @param kept the folder of what outlives the process: the history, and alerts that nobody has taken yet
     * @param meters the meters to show, and where those of the checks are to be
     * @param audience who hears of it
     * @return to be closed before the service is
     */
    public static OrderHealth start(
            OrderService orders, int port, Path kept, PrometheusMeterRegistry meters, Audience audience) {
        Deque<Runnable> closing = new ArrayDeque<>();
        try {
            return start(orders, port, kept, meters, audience, closing);
        } catch (RuntimeException failed) {
            closing.forEach(Runnable::run);
            throw failed;
        }
    }

    private static OrderHealth start(
            OrderService orders,
            int port,
            Path kept,
            PrometheusMeterRegistry meters,
            Audience audience,
            Deque<Runnable> closing) {
        HealthRegistry health = registry(orders, audience.changes());
        closing.push(health::close);
        HealthHistory history = HealthHistory.builder(health)
                .origin("orders", "demo")
                .store(JdbcHistoryStore.file(kept.resolve("history")))
                .start();
        closing.push(history::close);
        HealthAlerts alerts = OrderAlerts.start(health, history, kept.resolve("alerts.log"), audience.alerts());
        closing.push(alerts::close);
        HealthMetrics metrics = new HealthMetrics(health);
        metrics.bindTo(meters);
        closing.push(metrics::close);
        AlertMetrics alertMetrics = new AlertMetrics(alerts);
        alertMetrics.bindTo(meters);
        closing.push(alertMetrics::close);
        HealthServer server = HealthServer.builder(health)
                .port(port)
                .meters(meters)
                .history(history)
                .alerts(alerts)
                .details(Access.loopback())
                .endpoint(endpoint -> endpoint.admin(Access.loopback()))
                .start();
        closing.push(server::close);
        return new OrderHealth(health, server, closing);
    }

    private static HealthRegistry registry(OrderService orders, HealthListener listener) {
        return HealthRegistry.builder()
                .configuration(HealthConfiguration.system())
                .check(
                        "orders-db",
                        JdbcHealthCheck.builder(orders.dataSource())
                                .dedicated(orders.besidePool())
                                .build(),
                        policy -> often(policy).groups(HealthGroup.READINESS, HealthGroup.STARTUP))
                .check(
                        "orders-pool",
                        HikariPoolHealthCheck.of(orders.dataSource()),
                        policy -> often(policy).critical(false).dependsOn("orders-db"))
                .check(
                        "cache",
                        RedisHealthCheck.builder(orders.redis()).details().build(),
                        policy -> often(policy).critical(false))
                .check(
                        "payments",
                        HttpHealthCheck.of(orders.payments().resolve("/ping")),
                        policy -> often(policy).critical(false))
                .check(
                        "logging",
                        LoggingHealthCheck.of(),
                        policy -> often(policy).critical(false))
                .check(
                        "backlog",
                        context -> backlog(orders.backlog()),
                        policy -> often(policy).dependsOn("orders-db"))
                .listener(listener)
                .start();
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

    /** Ends the answers, then the alerts, then the watching; within seconds, as each of them does. */
    @Override
    public void close() {
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
    }
}
