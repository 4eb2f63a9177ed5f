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
                    HealthRegistry asked = onDemand(pool, client);
                    HealthServer server = HealthServer.start(0, health)) {
                Frozen target = new Frozen(figures, health, asked, server.uri().resolve("/health/ready"), frozen);
                target.measure("postgres", postgres::freeze, postgres::thaw);
                target.measure("redis", redis::freeze, redis::thaw);
            } finally {
                client.shutdown();
            }
        }
    }

    /** The same checks without a schedule, in which every {@code check()} wants a new result. */
    private static HealthRegistry onDemand(HikariDataSource pool, RedisClient client) {
        CheckPolicy always = CheckPolicy.builder().maxAge(Duration.ofNanos(1)).build();
        return HealthRegistry.builder()
                .check("orders-db", JdbcHealthCheck.of(pool), always)
                .check("cache", RedisHealthCheck.of(client), always)
                .build();
    }

    private static HikariDataSource pool(PostgresServer postgres) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.jdbcUrl());
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(5);
        return new HikariDataSource(config);
    }

    /** One freeze of one server; {@code asked} is the registry whose {@code check()} is called. */
    private record Frozen(Figures figures, HealthRegistry health, HealthRegistry asked, URI ready, Duration duration) {
        void measure(String server, Runnable freeze, Runnable thaw) throws Exception {
            until(HealthStatus.UP);
            worst(this::request);
            worst(this::check);
            long threadsBefore = ScheduledLoad.healthThreads();
            freeze.run();
            long frozenAt = System.nanoTime();
            double worstRequest;
            double worstCheck;
            double noticed;
            long threadsAfter;
            try {
                worstRequest = worst(this::request);
                worstCheck = worst(this::check);
                until(HealthStatus.DOWN);
                noticed = millisSince(frozenAt);
                Duration left = duration.minusNanos(System.nanoTime() - frozenAt);
                Thread.sleep(Math.max(0, left.toMillis()));
                worstRequest = Math.max(worstRequest, worst(this::request));
                worstCheck = Math.max(worstCheck, worst(this::check));
                threadsAfter = ScheduledLoad.healthThreads();
            } finally {
                thaw.run();
            }
            long thawedAt = System.nanoTime();
            until(HealthStatus.UP);
            double limit = CheckPolicy.defaults().timeout().toMillis() + 500;
            // The same load before and after, so that what differs is the freeze: one thread for each of the two
            // registries whose check is stuck.
            figures.atMost("frozen." + server + ".ready.worst", worstRequest, "ms", 250);
            figures.atMost("frozen." + server + ".check.worst", worstCheck, "ms", limit);
            figures.show("frozen." + server + ".noticed", noticed / 1000, "s");
            figures.show("frozen." + server + ".threads.before", threadsBefore, "threads");
            String after = "frozen." + server + ".threads.after." + duration.toSeconds() + "s";
            figures.atMost(after, threadsAfter, "threads", threadsBefore + 2);
            figures.show("frozen." + server + ".recovered", millisSince(thawedAt) / 1000, "s");
        }

        private Void check() {
            asked.check();
            return null;
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
