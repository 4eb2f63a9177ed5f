package io.github.vitals.health.alerts;

import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.AlertChannelHealth;
import io.github.vitals.health.alerting.AlertDelivery;
import io.github.vitals.health.alerting.AlertDelivery.Outcome;
import io.github.vitals.health.alerting.AlertSeverity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;

/**
 * Alerts and their channels as meters. Reading a meter sends nothing.
 *
 * <table>
 *   <caption>Meters (Prometheus writes {@code _} for {@code .} and adds the unit, and {@code _total} to counters)</caption>
 *   <tr><th>name</th><th>tags</th><th>kind, unit</th><th>what</th></tr>
 *   <tr><td>health.alert.active</td><td>severity</td><td>gauge</td><td>alerts whose condition holds, muted ones
 *     included</td></tr>
 *   <tr><td>health.alert.deliveries</td><td>channel, outcome</td><td>counter</td><td>attempts to hand a message over:
 *     accepted, failed, rejected, expired</td></tr>
 *   <tr><td>health.alert.delivery</td><td>channel</td><td>timer, seconds</td><td>from when a message was written to when
 *     the far side had taken it</td></tr>
 *   <tr><td>health.alert.outbox.size</td><td>channel</td><td>gauge</td><td>messages that wait</td></tr>
 *   <tr><td>health.alert.outbox.age</td><td>channel</td><td>gauge, seconds</td><td>how long the oldest has waited; 0 if
 *     none does</td></tr>
 *   <tr><td>health.alert.channel.failing</td><td>channel</td><td>gauge</td><td>1 if the last attempt failed</td></tr>
 *   <tr><td>health.alert.sender</td><td></td><td>gauge</td><td>1 if this instance sends; more than one of a service do
 *     only while they do not reach their shared store</td></tr>
 *   <tr><td>health.alert.unkept</td><td></td><td>gauge</td><td>1 while the file or the shared store cannot be used</td></tr>
 * </table>
 *
 * <p>May be bound to several meter registries. Needs {@code io.micrometer:micrometer-core}. Thread-safe.
 */
public final class AlertMetrics implements MeterBinder, AutoCloseable {
    private static final String CHANNEL = "channel";

    private final HealthAlerts alerts;
    private final List<Binding> bindings = new CopyOnWriteArrayList<>();

    /**
     * Meters of alerts; they appear when it is bound.
     *
     * @param alerts whose
     */
    public AlertMetrics(HealthAlerts alerts) {
        this.alerts = Arguments.requireNonNull("alerts", alerts, "alerts");
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Binding binding = new Binding(Arguments.requireNonNull("meters", meters, "a meter registry"));
        bindings.add(binding);
        binding.open();
    }

    /** Removes every meter that was added. */
    @Override
    public void close() {
        bindings.forEach(Binding::close);
        bindings.clear();
    }

    /** The meters in one registry. */
    private final class Binding implements DeliveryLog.Listener {
        private final MeterRegistry registry;
        private final List<Meter> added = new CopyOnWriteArrayList<>();

        Binding(MeterRegistry registry) {
            this.registry = registry;
        }

        void open() {
            for (AlertSeverity severity : AlertSeverity.values()) {
                added.add(Gauge.builder("health.alert.active", alerts, it -> active(it, severity))
                        .tag("severity", severity.label())
                        .description("Alerts whose condition holds")
                        .register(registry));
            }
            added.add(Gauge.builder(
                            "health.alert.unkept", alerts, it -> it.trouble().isEmpty() ? 0 : 1)
                    .description("Whether alerts cannot be kept or shared")
                    .register(registry));
            added.add(Gauge.builder("health.alert.sender", alerts, it -> it.acts() ? 1 : 0)
                    .description("Whether this instance sends")
                    .register(registry));
            for (AlertChannelHealth each : alerts.channels()) {
                openChannel(each.name());
            }
            alerts.deliveryLog().listen(this);
        }

        private void openChannel(String name) {
            gauge("health.alert.outbox.size", name, "Messages that wait", AlertChannelHealth::waiting);
            gauge(
                    "health.alert.channel.failing",
                    name,
                    "Whether the last attempt failed",
                    it -> it.failing().isPresent() ? 1 : 0);
            added.add(Gauge.builder("health.alert.outbox.age", alerts, it -> of(it, name, this::age))
                    .tag(CHANNEL, name)
                    .baseUnit("seconds")
                    .description("How long the oldest message has waited")
                    .register(registry));
            for (Outcome outcome : Outcome.values()) {
                added.add(deliveries(name, outcome));
            }
            added.add(timer(name));
        }

        private void gauge(String meter, String name, String what, ToDoubleFunction<AlertChannelHealth> value) {
            added.add(Gauge.builder(meter, alerts, it -> of(it, name, value))
                    .tag(CHANNEL, name)
                    .description(what)
                    .register(registry));
        }

        private double age(AlertChannelHealth health) {
            return health.oldest()
                    .map(oldest ->
                            Math.max(0, Duration.between(oldest, Instant.now()).toMillis() / 1000.0))
                    .orElse(0.0);
        }

        private Counter deliveries(String name, Outcome outcome) {
            return Counter.builder("health.alert.deliveries")
                    .tag(CHANNEL, name)
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .description("Attempts to hand a message over")
                    .register(registry);
        }

        private Timer timer(String name) {
            return Timer.builder("health.alert.delivery")
                    .tag(CHANNEL, name)
                    .description("From when a message was written to when it was taken")
                    .publishPercentileHistogram(false)
                    .serviceLevelObjectives(
                            Duration.ofMillis(100),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(10),
                            Duration.ofMinutes(1),
                            Duration.ofMinutes(10))
                    .register(registry);
        }

        @Override
        public void delivered(AlertDelivery delivery, Duration waited) {
            deliveries(delivery.channel(), delivery.outcome()).increment();
            if (delivery.outcome() == Outcome.ACCEPTED) {
                timer(delivery.channel()).record(waited.isNegative() ? Duration.ZERO : waited);
            }
        }

        void close() {
            alerts.deliveryLog().unlisten(this);
            added.forEach(registry::remove);
        }
    }

    private static double active(HealthAlerts alerts, AlertSeverity severity) {
        return alerts.active().stream()
                .map(ActiveAlert::severity)
                .filter(severity::equals)
                .count();
    }

    private static double of(HealthAlerts alerts, String channel, ToDoubleFunction<AlertChannelHealth> value) {
        return alerts.channels().stream()
                .filter(health -> health.name().equals(channel))
                .mapToDouble(value)
                .findFirst()
                .orElse(0);
    }
}
