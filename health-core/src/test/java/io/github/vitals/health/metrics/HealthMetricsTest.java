package io.github.vitals.health.metrics;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthMetricsTest {
    private final AtomicReference<HealthResult> answer = new AtomicReference<>(HealthResult.up());
    private final AtomicInteger runs = new AtomicInteger();
    private final HealthCheck check = context -> {
        runs.incrementAndGet();
        return answer.get();
    };
    private final CheckPolicy everyTime = CheckPolicy.builder()
            .maxAge(java.time.Duration.ofNanos(1))
            .failureThreshold(1)
            .successThreshold(1)
            .build();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HealthRegistry health =
            HealthRegistry.builder().check("db", check, everyTime).build();
    private final HealthMetrics metrics = new HealthMetrics(health);

    @AfterEach
    void close() {
        metrics.close();
        health.close();
    }

    private double gauge(String name, String... tags) {
        return meters.get(name).tags(tags).gauge().value();
    }

    private double counter(String name, String... tags) {
        return meters.get(name).tags(tags).counter().count();
    }

    private Set<Meter.Id> ids() {
        return meters.getMeters().stream().map(Meter::getId).collect(Collectors.toSet());
    }

    @Test
    void whatIsDownForAnotherIsMarkedAndThatOneIsNot() {
        health.add(
                "reports",
                context -> HealthResult.up(),
                CheckPolicy.builder().dependsOn("db").build());
        metrics.bindTo(meters);
        answer.set(HealthResult.down("no answer"));
        health.run("db");
        health.run("reports");
        assertThat(gauge("health.check.dependent", "check", "reports")).isEqualTo(1);
        assertThat(gauge("health.check.dependent", "check", "db")).isZero();
    }

    @Test
    void everythingIsThereAtOnceAndNothingIsRun() {
        metrics.bindTo(meters);
        assertThat(gauge("health.check.status", "check", "db", "status", "unknown"))
                .isEqualTo(1);
        assertThat(gauge("health.check.status", "check", "db", "status", "up")).isZero();
        assertThat(gauge("health.check.result.age", "check", "db")).isNaN();
        assertThat(gauge("health.check.status.age", "check", "db")).isNotNegative();
        assertThat(gauge("health.check.stuck", "check", "db")).isZero();
        assertThat(gauge("health.check.dependent", "check", "db")).isZero();
        assertThat(counter("health.check.timeouts", "check", "db")).isZero();
        assertThat(counter("health.check.transitions", "check", "db", "to", "down"))
                .isZero();
        assertThat(gauge("health.group.status", "group", "readiness", "status", "unknown"))
                .isEqualTo(1);
        assertThat(gauge("health.group.status", "group", "liveness", "status", "up"))
                .isEqualTo(1);
        assertThat(gauge("health.group.status.age", "group", "all")).isNotNegative();
        assertThat(meters.getMeters()).allMatch(meter -> meter.getId().getDescription() != null);
        assertThat(runs).as("reading a meter runs nothing").hasValue(0);
    }

    @Test
    void metersFollowTheCheckThroughFailureUnderTheSameNames() {
        metrics.bindTo(meters);
        health.check();
        await().until(() -> counter("health.check.transitions", "check", "db", "to", "up") == 1);
        Set<Meter.Id> healthy = ids();
        answer.set(HealthResult.down(FailureReason.CONNECT_REFUSED, "gone"));
        health.check();
        health.check();
        await().until(() -> meters.find("health.check.failures").counter() != null);
        await().until(() -> counter("health.check.failures", "check", "db", "reason", "connect_refused") == 2);
        assertThat(gauge("health.check.status", "check", "db", "status", "down"))
                .isEqualTo(1);
        assertThat(gauge("health.check.status", "check", "db", "status", "up")).isZero();
        assertThat(gauge("health.group.status", "group", "readiness", "status", "down"))
                .isEqualTo(1);
        assertThat(gauge("health.check.result.age", "check", "db")).isNotNegative();
        assertThat(meters.get("health.check.duration")
                        .tags("check", "db")
                        .timer()
                        .count())
                .isEqualTo(3);
        assertThat(counter("health.group.transitions", "group", "readiness", "to", "down"))
                .isEqualTo(1);
        assertThat(ids()).containsAll(healthy);
    }

    @Test
    void timeoutsAndStuckRunsAreCounted() {
        metrics.bindTo(meters);
        CountDownLatch release = new CountDownLatch(1);
        HealthCheck hung = context -> {
            while (true) {
                try {
                    release.await();
                    return HealthResult.up();
                } catch (InterruptedException deaf) {
                    // goes on, as a socket read would
                }
            }
        };
        health.add(
                "hung",
                hung,
                CheckPolicy.builder()
                        .period(ofMillis(100))
                        .timeout(ofMillis(20))
                        .build());
        health.check();
        await().until(() -> gauge("health.check.stuck", "check", "hung") == 1);
        assertThat(counter("health.check.timeouts", "check", "hung")).isEqualTo(1);
        assertThat(counter("health.check.failures", "check", "hung", "reason", "timeout"))
                .isEqualTo(1);
        await().until(() -> counter("health.check.failures", "check", "hung", "reason", "stuck") >= 1);
        assertThat(meters.get("health.check.duration")
                        .tags("check", "hung")
                        .timer()
                        .count())
                .as("a stuck run is timed once")
                .isEqualTo(1);
        assertThat(meters.get("health.check.duration")
                        .tags("check", "hung")
                        .timer()
                        .max(TimeUnit.MILLISECONDS))
                .isGreaterThanOrEqualTo(20);
        release.countDown();
    }

    @Test
    void metersComeAndGoWithTheChecks() {
        metrics.bindTo(meters);
        Set<Meter.Id> before = ids();
        health.add("late", check);
        await().until(() ->
                meters.find("health.check.stuck").tags("check", "late").gauge() != null);
        health.remove("late");
        await().until(() -> ids().equals(before));
    }

    @Test
    void closeRemovesEveryMeter() {
        SimpleMeterRegistry second = new SimpleMeterRegistry();
        metrics.bindTo(meters);
        metrics.bindTo(second);
        health.check();
        await().until(() -> counter("health.check.transitions", "check", "db", "to", "up") == 1);
        assertThat(second.getMeters()).isNotEmpty();
        metrics.close();
        assertThat(meters.getMeters()).isEmpty();
        assertThat(second.getMeters()).isEmpty();
    }

    @Test
    void gaugesAreHeldStrongly() {
        new HealthMetrics(health).bindTo(meters);
        System.gc();
        assertThat(gauge("health.check.status", "check", "db", "status", "unknown"))
                .isEqualTo(1);
    }

    @Test
    void nullsAreRefusedByName() {
        assertThatThrownBy(() -> new HealthMetrics(null)).hasMessage("health: null (expected: a registry)");
        assertThatThrownBy(() -> metrics.bindTo(null)).hasMessage("meters: null (expected: a meter registry)");
    }
}
