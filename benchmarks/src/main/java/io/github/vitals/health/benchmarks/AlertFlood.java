package io.github.vitals.health.benchmarks;

import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.alerts.HealthAlerts;
import io.github.vitals.health.alerts.channel.AlertNotification.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Five hundred checks fail by one. */
final class AlertFlood {
    private static final int CHECKS = 500;
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(40);

    private AlertFlood() {}

    static void measure(Figures figures) throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        HealthCheck check = context -> broken.get() ? HealthResult.down("no answer") : HealthResult.up();
        HealthRegistryBuilder checks = HealthRegistry.builder()
                .check("root", check, policy -> policy.period(PERIOD).timeout(Duration.ofMillis(500)));
        for (int i = 0; i < CHECKS; i++) {
            checks.check(
                    "shop-" + i,
                    check,
                    policy -> policy.period(PERIOD)
                            .timeout(Duration.ofMillis(500))
                            .dependsOn("root"));
        }
        Path file = Files.createTempFile("vitals-flood", ".log");
        Takers taker = new Takers();
        try (HealthRegistry health = checks.start();
                HealthAlerts alerts = HealthAlerts.builder(health)
                        .file(file)
                        .window(WINDOW)
                        .channelChecks(false)
                        .rule("down", rule -> rule.eachCheck().clearAfter(Duration.ZERO))
                        .channel("bench", taker)
                        .start()) {
            boolean started = health.awaitStartup(LONG_ENOUGH);
            broken.set(true);
            await(() ->
                    alerts.active().size() > CHECKS && !taker.of(Kind.TRIGGER).isEmpty());
            await(WINDOW.multipliedBy(2));
            figures.atMost("flood.500.triggers", taker.of(Kind.TRIGGER).size(), "messages", 1);
            taker.of(Kind.TRIGGER).stream().limit(1).forEach(it -> {
                boolean root = it.notification().about().name().equals("root");
                figures.atMost("flood.500.names.another", root ? 0 : 1, "messages", 0);
                figures.show("flood.500.others", it.notification().affected().count(), "checks");
            });
            broken.set(false);
            await(() -> alerts.active().isEmpty());
            await(WINDOW.multipliedBy(2));
            figures.atMost("flood.500.resolves", taker.of(Kind.RESOLVE).size(), "messages", started ? 1 : 0);
        } finally {
            Files.delete(file);
        }
    }

    private static void await(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LONG_ENOUGH.multipliedBy(2).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
