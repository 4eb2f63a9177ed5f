package io.github.vitals.health.alerts;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition.Subject;
import io.github.vitals.health.alerting.AlertDelivery.Outcome;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerts.HealthAlertsBuilder.Channel;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.github.vitals.health.alerts.channel.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A desk and its outbox with a clock in hand, and far sides that take what they are handed. */
final class Scene {
    static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

    final Map<String, Channel> channels = new LinkedHashMap<>();
    final Map<String, Sighting> seen = new LinkedHashMap<>();
    final List<String> told = new ArrayList<>();
    final List<AlertNotification> notifications = new ArrayList<>();
    Instant now = BEGIN;
    Duration window = Duration.ofSeconds(30);
    DeliveryFailure failing;
    Bureau bureau;

    Scene channel(String name, Consumer<ChannelPolicyBuilder> policy) {
        ChannelPolicyBuilder builder = new ChannelPolicyBuilder();
        policy.accept(builder);
        channels.put(name, new Channel(new RecordingChannel(), builder.build()));
        return this;
    }

    Scene channel(String name, RecordingChannel channel) {
        channels.put(name, new Channel(channel, new ChannelPolicyBuilder().build()));
        return this;
    }

    Scene window(Duration duration) {
        window = duration;
        return this;
    }

    private Bureau.Plan plan() {
        if (channels.isEmpty()) {
            channel("ops", policy -> {});
        }
        return new Bureau.Plan("orders", window, null, channels);
    }

    Bureau bureau() {
        if (bureau == null) {
            bureau = Bureau.empty(plan());
        }
        return bureau;
    }

    /** The process ends without a word, and another begins with what was kept. */
    Scene restart() {
        bureau = Bureau.of(plan(), bureau().outbox().records.all(), now);
        return this;
    }

    static String key(String name) {
        return AlertKey.of("orders", "orders-1", "CHECK", name, "down");
    }

    Scene down(String name) {
        return see(name, sighting -> sighting);
    }

    Scene downBecauseOf(String root, String name) {
        return see(
                name,
                it -> with(
                        it,
                        new Finding(
                                HealthStatus.DOWN,
                                Optional.of(FailureReason.DEPENDENCY),
                                root + " is DOWN",
                                Optional.of(root),
                                Optional.empty(),
                                Optional.empty())));
    }

    static Sighting with(Sighting it, Finding finding) {
        return new Sighting(
                it.key(),
                it.rule(),
                it.subject(),
                it.name(),
                it.scope(),
                it.tags(),
                it.severity(),
                it.since(),
                finding,
                it.quiet(),
                it.labels(),
                it.links(),
                it.channels(),
                it.remind());
    }

    static Sighting with(Sighting it, AlertSeverity severity, boolean quiet, Set<String> channels) {
        return new Sighting(
                it.key(),
                it.rule(),
                it.subject(),
                it.name(),
                it.scope(),
                it.tags(),
                severity,
                it.since(),
                it.finding(),
                quiet,
                it.labels(),
                it.links(),
                channels,
                it.remind());
    }

    static Sighting withScope(Sighting it, String scope) {
        return new Sighting(
                it.key(),
                it.rule(),
                it.subject(),
                it.name(),
                scope,
                it.tags(),
                it.severity(),
                it.since(),
                it.finding(),
                it.quiet(),
                it.labels(),
                it.links(),
                it.channels(),
                it.remind());
    }

    Scene see(String name, UnaryOperator<Sighting> change) {
        Sighting plain = new Sighting(
                key(name),
                "down",
                Subject.CHECK,
                name,
                "orders-1",
                Set.of("tier-1"),
                AlertSeverity.CRITICAL,
                now,
                new Finding(
                        HealthStatus.DOWN,
                        Optional.of(FailureReason.TIMEOUT),
                        "no answer within 2 s",
                        Optional.empty(),
                        Optional.of(BEGIN.minusSeconds(10)),
                        Optional.of(Duration.ofSeconds(2))),
                false,
                Map.of("team", "orders"),
                Map.of("runbook", "https://wiki.example/" + name),
                Set.of(),
                Duration.ofHours(4));
        seen.put(plain.key(), change.apply(plain));
        return this;
    }

    Scene up(String name) {
        seen.remove(key(name));
        return this;
    }

    Scene after(Duration duration) {
        now = now.plus(duration);
        return step();
    }

    /** Everything that is due is handed over. */
    Scene step() {
        bureau().desk().step(new LinkedHashMap<>(seen), now);
        for (Outbox.Route route : bureau().outbox().routes()) {
            for (Message next = route.lane().next(now);
                    next != null;
                    next = route.lane().next(now)) {
                handOver(next);
                if (failing != null) {
                    break;
                }
            }
        }
        return this;
    }

    private void handOver(Message message) {
        if (failing != null) {
            Outcome unused = bureau().outbox().failed(message, failing, now);
            return;
        }
        String channel = channels.size() == 1 ? "" : message.channel() + ": ";
        told.add(channel + message.kind().label() + " "
                + message.notification().about().name());
        notifications.add(message.notification());
        bureau().outbox().accepted(message, new Receipt("taken", "reference"), now);
    }

    /** What was told since this was last asked. */
    List<String> told() {
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    AlertNotification last() {
        return notifications.get(notifications.size() - 1);
    }
}
