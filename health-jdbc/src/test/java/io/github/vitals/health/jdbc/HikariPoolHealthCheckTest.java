package io.github.vitals.health.jdbc;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.Measurement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over a real pool of connections to a real H2; only the time is ours. */
class HikariPoolHealthCheckTest {
    private final Deque<Connection> borrowed = new ArrayDeque<>();
    private HikariDataSource pool;
    private Duration now = Duration.ZERO;

    @BeforeEach
    void open() {
        pool = new HikariDataSource();
        pool.setDataSource(h2());
        pool.setMaximumPoolSize(2);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(20_000);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private static JdbcDataSource h2() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:pool");
        return h2;
    }

    private HikariPoolHealthCheckBuilder builder() {
        return HikariPoolHealthCheck.builder(pool).ticker(() -> now.toNanos());
    }

    private static HealthResult run(HikariPoolHealthCheck check) {
        return check.check(CheckContext.of("pool", ofSeconds(2)));
    }

    private static void assertSaid(HealthResult result, HealthStatus status, FailureReason reason) {
        assertThat(result.status()).as(result.toString()).isEqualTo(status);
        assertThat(result.reason()).as(result.toString()).contains(reason);
    }

    private static void assertUp(HealthResult result) {
        assertThat(result.status()).as(result.toString()).isEqualTo(HealthStatus.UP);
    }

    private void borrow() throws SQLException {
        borrowed.add(pool.getConnection());
    }

    private void giveBack() throws SQLException {
        borrowed.removeLast().close();
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    /** A borrower that waits until it is given one, which it gives back. */
    private CompletableFuture<Void> waiting() {
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try (Connection own = pool.getConnection()) {
                assertThat(own).isNotNull();
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        });
        await().until(() -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);
        return waiting;
    }

    @Test
    void showsTheCountsOfThePoolWithoutBorrowing() throws SQLException {
        borrow();
        HealthResult result = run(builder().build());
        assertUp(result);
        assertThat(result.details())
                .contains(
                        entry("active", 1), entry("idle", 0), entry("total", 1), entry("max", 2), entry("waiting", 0));
        assertThat(result.measurements())
                .containsExactly(
                        Measurement.gauge("health.jdbc.pool.active", "", 1),
                        Measurement.gauge("health.jdbc.pool.idle", "", 0),
                        Measurement.gauge("health.jdbc.pool.max", "", 2),
                        Measurement.gauge("health.jdbc.pool.waiting", "", 0));
        assertThat(builder().build().external()).isFalse();
    }

    @Test
    void aPoolThatNobodyAskedYetIsUp() {
        assertUp(run(builder().build()));
    }

    @Test
    void exhaustedForLongIsDegradedAndForLongerDown() throws SQLException {
        HikariPoolHealthCheck check =
                builder().degradedAfter(ofSeconds(10)).downAfter(ofMinutes(1)).build();
        borrow();
        borrow();
        CompletableFuture<Void> waiting = waiting();
        assertUp(run(check));
        later(ofSeconds(9));
        assertUp(run(check));
        later(ofSeconds(1));
        HealthResult degraded = run(check);
        assertSaid(degraded, HealthStatus.DEGRADED, FailureReason.POOL_EXHAUSTED);
        assertThat(degraded.message()).isEqualTo("2 of 2 connections in use, 1 thread waiting, for 10 s (limit: 10 s)");
        later(ofSeconds(50));
        assertSaid(run(check), HealthStatus.DOWN, FailureReason.POOL_EXHAUSTED);
        giveBack();
        waiting.join();
        assertUp(run(check));
    }

    @Test
    void aMomentWithoutWaitingThreadsBeginsTheTimeAnew() throws SQLException {
        HikariPoolHealthCheck check = builder().build();
        borrow();
        borrow();
        CompletableFuture<Void> first = waiting();
        assertUp(run(check));
        giveBack();
        first.join();
        borrow();
        later(ofSeconds(9));
        assertUp(run(check));
        CompletableFuture<Void> second = waiting();
        later(ofSeconds(9));
        assertUp(run(check));
        later(ofSeconds(9));
        assertUp(run(check));
        later(ofSeconds(1));
        assertSaid(run(check), HealthStatus.DEGRADED, FailureReason.POOL_EXHAUSTED);
        giveBack();
        second.join();
    }

    @Test
    void allInUseAndNobodyWaitingIsUp() throws SQLException {
        HikariPoolHealthCheck check = builder().build();
        borrow();
        borrow();
        assertUp(run(check));
        later(ofMinutes(10));
        assertUp(run(check));
    }

    @Test
    void connectionsThatNeverComeBackAreSuspected() throws SQLException {
        HikariPoolHealthCheck check = builder().leakAfter(ofMinutes(30)).build();
        borrow();
        assertUp(run(check));
        later(ofMinutes(29));
        borrow();
        assertUp(run(check));
        later(ofMinutes(1));
        HealthResult leak = run(check);
        assertSaid(leak, HealthStatus.DEGRADED, FailureReason.LEAK);
        assertThat(leak.message()).contains("2 connections", "1800 s", "leakDetectionThreshold");
        giveBack();
        assertUp(run(check));
        later(ofMinutes(29));
        assertUp(run(check));
        giveBack();
        later(ofMinutes(29));
        assertUp(run(check));
    }

    @Test
    void leaksAreNotLookedForUnlessAsked() throws SQLException {
        HikariPoolHealthCheck check = builder().build();
        borrow();
        assertUp(run(check));
        later(Duration.ofDays(3));
        assertUp(run(check));
    }

    @Test
    void aClosedPoolIsDown() {
        HikariPoolHealthCheck check = builder().build();
        pool.close();
        assertSaid(run(check), HealthStatus.DOWN, FailureReason.CLOSED);
    }

    @Test
    void whatIsNoHikariPoolIsRefused() {
        assertThatThrownBy(() -> HikariPoolHealthCheck.of(h2()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("org.h2.jdbcx.JdbcDataSource (expected: a HikariCP pool");
        assertThatThrownBy(() -> HikariPoolHealthCheck.builder(pool).degradedAfter(Duration.ZERO))
                .hasMessage("degradedAfter: PT0S (expected: > 0)");
    }
}
