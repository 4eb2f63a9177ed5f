package io.github.vitals.health.examples.orders;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.vitals.health.logging.access.AccessLogFilter;
import io.github.vitals.health.logging.correlation.CorrelationFilter;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.metrics.MicrometerCommandLatencyRecorder;
import io.lettuce.core.metrics.MicrometerOptions;
import io.lettuce.core.resource.ClientResources;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Takes orders over HTTP.
 *
 * <pre>
 * POST /orders        {"item":"coffee","quantity":2,"amountCents":1290}
 *   201 paid · 202 taken, to be charged later · 402 declined · 400 not an order · 503 the database does not answer
 * GET /orders/{id}    200 · 404 · 503
 * </pre>
 *
 * <p>Listens on loopback. Each wait has a limit: 1 s for a connection to the database and 3 s for its answer, 300 ms for
 * the cache, 1 s for the payment service. Thread-safe.
 */
public final class OrderService implements AutoCloseable {
    private static final Duration CACHE_TIMEOUT = Duration.ofMillis(300);
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 8;
    private static final int THREADS = 16;
    private static final int WAITING_REQUESTS = 64;

    private final HikariDataSource dataSource;
    private final DataSource besidePool;
    private final ClientResources redisResources;
    private final RedisClient redis;
    private final URI payments;
    private final Orders orders;
    private final ExecutorService threads;
    private final HttpServer server;

    private OrderService(int port, Dependencies dependencies, MeterRegistry meters) throws IOException {
        OrderMetrics metrics = new OrderMetrics(meters);
        // Bound first, so that a taken port is found before anything else is opened.
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        dataSource = pool(dependencies.database(), meters);
        besidePool = besidePool(dependencies.database());
        redisResources = ClientResources.builder()
                .commandLatencyRecorder(new MicrometerCommandLatencyRecorder(meters, MicrometerOptions.create()))
                .build();
        redis = redis(dependencies.redis(), redisResources);
        payments = dependencies.payments();
        orders = new Orders(
                new OrderStore(dataSource),
                new OrderCache(redis.connect(), metrics),
                new PaymentClient(payments, meters),
                metrics);
        threads = threads();
        new ExecutorServiceMetrics(threads, "orders-http", List.of()).bindTo(meters);
        server.setExecutor(threads);
        server.createContext("/", new OrderRoutes(orders, metrics))
                .getFilters()
                .addAll(List.of(new CorrelationFilter(), new AccessLogFilter()));
    }

    /**
     * Connects to what the service needs and begins to take orders.
     *
     * @param port where to listen; 0 for any free port
     * @param dependencies where to find what it needs
     * @param meters where its meters are to be
     * @return a service that answers
     * @throws IOException if the port is taken
     * @throws SQLException if the database does not take the schema
     */
    public static OrderService start(int port, Dependencies dependencies, MeterRegistry meters)
            throws IOException, SQLException {
        OrderService service = new OrderService(port, dependencies, meters);
        new OrderStore(service.dataSource).createSchema();
        service.server.start();
        return service;
    }

    private static HikariDataSource pool(Dependencies.Database database, MeterRegistry meters) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("orders");
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(1_000);
        config.setValidationTimeout(500);
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("socketTimeout", "3");
        config.addDataSourceProperty("ApplicationName", "order-service");
        config.setMetricRegistry(meters);
        return new HikariDataSource(config);
    }

    /** One connection at a time, to hear from the database when the pool has none to give. */
    private static DataSource besidePool(Dependencies.Database database) {
        PGSimpleDataSource unpooled = new PGSimpleDataSource();
        unpooled.setUrl(database.url());
        unpooled.setUser(database.user());
        unpooled.setPassword(database.password());
        unpooled.setConnectTimeout(1);
        unpooled.setSocketTimeout(1);
        unpooled.setApplicationName("order-service-health");
        return unpooled;
    }

    private static RedisClient redis(String uri, ClientResources resources) {
        RedisURI target = RedisURI.create(uri);
        // For the handshake of a new connection, which takes long in a JVM that is still loading classes.
        target.setTimeout(HANDSHAKE_TIMEOUT);
        RedisClient client = RedisClient.create(resources, target);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(Duration.ofSeconds(1))
                        .build())
                // For commands; a slow cache must not make orders slow.
                .timeoutOptions(TimeoutOptions.enabled(CACHE_TIMEOUT))
                .build());
        return client;
    }

    private static ExecutorService threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_REQUESTS), task -> {
                    Thread thread = new Thread(task, "orders-http");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Where it listens.
     *
     * @return for example {@code http://127.0.0.1:8080}
     */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    DataSource dataSource() {
        return dataSource;
    }

    DataSource besidePool() {
        return besidePool;
    }

    RedisClient redis() {
        return redis;
    }

    URI payments() {
        return payments;
    }

    int backlog() {
        return orders.backlog().waiting().size();
    }

    /** Stops taking orders and closes what it opened, within a few seconds. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        orders.backlog().close();
        redis.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        var unused = redisResources.shutdown(0, 1, TimeUnit.SECONDS);
        dataSource.close();
    }
}
