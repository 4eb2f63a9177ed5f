package io.github.vitals.health.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.jdbc.JdbcHealthCheck;
import io.github.vitals.health.redis.RedisHealthCheck;
import io.github.vitals.health.server.HealthServer;
import io.github.vitals.health.servers.PostgresServer;
import io.github.vitals.health.servers.RedisServer;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The day the database hangs: a real PostgreSQL and a real Redis are frozen (SIGSTOP) in turn while 20 callers ask the
 * readiness endpoint, and 20 call {@code check()}. All policies are the defaults.
 */
final class FrozenFigures implements Figures.Topic {
    private static final int CALLERS = 20;
    private static final int REQUESTS = 200;

    @Override
    public void measure(Figures figures, boolean quick) throws Exception {
        Duration frozen = quick ? Duration.ofSeconds(40) : Duration.ofMinutes(5);
        try (PostgresServer postgres = PostgresServer.start();
                RedisServer redis = RedisServer.start();
                HikariDataSource pool = pool(postgres)) {
            RedisClient client = RedisClient.create(redis.uri());
            try (HealthRegistry health = HealthRegistry.builder()
                            .check("orders-db", JdbcHealthCheck.of(pool))
                            .check("cache", RedisHealthCheck.of(client))
                            .start();
                    HealthServer server = HealthServer.start(0, health)) {
                Frozen target = new Frozen(figures, health, server.uri().resolve("/health/ready"), frozen);
                target.measure("postgres", "orders-db", postgres::freeze, postgres::thaw);
                target.measure("redis", "cache", redis::freeze, redis::thaw);
            } finally {
                client.shutdown();
            }
        }
    }

    private static HikariDataSource pool(PostgresServer postgres) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.jdbcUrl());
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(5);
        return new HikariDataSource(config);
    }

    /** One freeze of one server. */
    private record Frozen(Figures figures, HealthRegistry health, URI ready, Duration duration) {
        void measure(String server, String check, Runnable freeze, Runnable thaw) throws Exception {
            until(HealthStatus.UP);
            request();
            long threadsBefore = ScheduledLoad.healthThreads();
            freeze.run();
            long frozenAt = System.nanoTime();
            try {
                double worstRequest = worst(this::request);
                double worstCheck = worst(() -> {
                    health.check();
                    return null;
                });
                until(HealthStatus.DOWN);
                double noticed = millisSince(frozenAt);
                Duration left = duration.minusNanos(System.nanoTime() - frozenAt);
                Thread.sleep(Math.max(0, left.toMillis()));
                double worstLater = worst(this::request);
                long threadsAfter = ScheduledLoad.healthThreads();
                CheckPolicy policy = CheckPolicy.defaults();
                figures.atMost("frozen." + server + ".ready.worst", Math.max(worstRequest, worstLater), "ms", 250);
                figures.atMost(
                        "frozen." + server + ".check.worst",
                        worstCheck,
                        "ms",
                        policy.timeout().toMillis() + 500);
                figures.show("frozen." + server + ".noticed", noticed / 1000, "s");
                figures.show("frozen." + server + ".threads.before", threadsBefore, "threads");
                figures.atMost(
                        "frozen." + server + ".threads.after." + duration.toSeconds() + "s",
                        threadsAfter,
                        "threads",
                        threadsBefore + 1);
            } finally {
                thaw.run();
            }
            long thawedAt = System.nanoTime();
            until(HealthStatus.UP);
            figures.show("frozen." + server + ".recovered", millisSince(thawedAt) / 1000, "s");
            if (health.state(check).isEmpty()) {
                throw new IllegalStateException(check);
            }
        }

        private Void request() throws IOException {
            HttpURLConnection connection = (HttpURLConnection) ready.toURL().openConnection();
            int status = connection.getResponseCode();
            if (status != 200 && status != 503) {
                throw new IOException("status " + status);
            }
            connection.disconnect();
            return null;
        }

        private void until(HealthStatus status) throws InterruptedException {
            long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
            while (health.report().status() != status) {
                if (System.nanoTime() - end > 0) {
                    throw new IllegalStateException("not " + status + ": " + health.report());
                }
                Thread.sleep(20);
            }
        }

        private static double worst(Callable<Void> call) throws Exception {
            ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
            try {
                Callable<Double> timed = () -> {
                    long start = System.nanoTime();
                    call.call();
                    return millisSince(start);
                };
                List<Double> times = new ArrayList<>();
                for (Future<Double> each : callers.invokeAll(Collections.nCopies(REQUESTS, timed))) {
                    times.add(each.get());
                }
                return Collections.max(times);
            } finally {
                callers.shutdownNow();
            }
        }

        private static double millisSince(long start) {
            return (System.nanoTime() - start) / 1e6;
        }
    }
}
