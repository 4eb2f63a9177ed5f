package io.github.vitals.health.benchmarks;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthListener;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.alerts.HealthAlerts;
import io.github.vitals.health.alerts.channel.AlertNotification.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** How long it takes from when something breaks to when somebody was told, with every default there is. */
final class AlertDelay {
    /** The default period and its jitter. */
    private static final double PERIOD = 11.5;

    private static final double WINDOW = 30;

    private AlertDelay() {}

    static void measure(Figures figures) throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        Moments moments = new Moments();
        Path file = Files.createTempFile("vitals-delay", ".log");
        Takers taker = new Takers();
        try (HealthRegistry health = HealthRegistry.builder()
                        .check(
                                "orders-db",
                                context -> broken.get() ? HealthResult.down("no answer") : HealthResult.up())
                        .listener(moments)
                        .start();
                HealthAlerts alerts = HealthAlerts.builder(health)
                        .file(file)
                        .channel("bench", taker)
                        .start()) {
            AlertFlood.await(() -> health.state("orders-db").orElseThrow().status() == HealthStatus.UP);
            long began = System.nanoTime();
            broken.set(true);
            AlertFlood.await(() -> !taker.of(Kind.TRIGGER).isEmpty());
            List<Takers.Taken> told = taker.of(Kind.TRIGGER);
            if (told.isEmpty() || alerts.active().isEmpty()) {
                figures.missing("delay", "nothing was told");
                return;
            }
            long end = told.get(0).tick();
            figures.atMost("delay.first.failing.run", seconds(moments.failed.get() - began), "s", PERIOD);
            figures.atMost(
                    "delay.three.failures", seconds(moments.judged.get() - moments.failed.get()), "s", PERIOD + 1);
            figures.show("delay.window", WINDOW, "s");
            figures.atMost("delay.rest", seconds(end - moments.judged.get()) - WINDOW, "s", 1);
            figures.atMost("delay.total", seconds(end - began), "s", PERIOD + PERIOD + 1 + WINDOW + 1);
        } finally {
            Files.delete(file);
        }
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    /** When the first run failed, and when that was believed. */
    private static final class Moments implements HealthListener {
        private final AtomicLong failed = new AtomicLong();
        private final AtomicLong judged = new AtomicLong();

        @Override
        public void onTransition(HealthTransition change) {
            if (change.name().equals("orders-db") && change.to() == HealthStatus.DOWN) {
                judged.compareAndSet(0, System.nanoTime());
            }
        }

        @Override
        public void onRun(CheckState state) {
            if (state.name().equals("orders-db") && state.failureStreak() == 1) {
                failed.compareAndSet(0, System.nanoTime());
            }
        }
    }
}
