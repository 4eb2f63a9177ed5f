package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.AlertBoard;
import io.github.vitals.health.alerting.AlertChannelHealth;
import io.github.vitals.health.alerting.AlertDelivery;
import io.github.vitals.health.alerting.AlertSilence;
import io.github.vitals.health.alerting.AlertTestAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells people what is wrong with the checks and groups of a registry, and that it is over.
 *
 * <p>It listens; no check ever waits for it. Each alert is kept in a file, or in a store that the instances of a service
 * share, before it is sent, and is tried until the channel has taken it: across a restart, a crash, maintenance, a check
 * that was removed and a rule that was changed. What goes wrong in one outage is one message. A message may arrive twice,
 * under the same {@linkplain ActiveAlert#key() key}, where a process ended between sending it and noting that it was
 * taken; none is lost.
 *
 * <pre>{@code
 * try (HealthAlerts alerts = HealthAlerts.builder(health)
 *         .channel("ops", SlackChannel.webhook(Secret.environment("SLACK_URL")))
 *         .channel("pager", PagerDutyChannel.of(Secret.file(Path.of("/run/secrets/pagerduty"))),
 *                 policy -> policy.atLeast(AlertSeverity.CRITICAL))
 *         .start()) {
 *     …
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class HealthAlerts implements AlertBoard, AutoCloseable {
    private static final Duration ENDING = Duration.ofSeconds(2);
    private static final Duration LONGEST_SILENCE = Duration.ofDays(30);

    private final HealthRegistry health;
    private final Assembly assembly;
    private final Engine engine;
    private final Thread thread;
    private final List<String> ownChecks = new ArrayList<>();

    /** Silences that were asked for here, which may not have begun yet, and when they end. */
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();

    private final AtomicBoolean closed = new AtomicBoolean();

    private HealthAlerts(HealthAlertsBuilder built) {
        this.health = built.health;
        this.assembly = Assembly.of(built);
        this.engine = assembly.engine;
        this.thread = new Thread(engine::run, "vitals-alerts");
        this.thread.setDaemon(true);
    }

    /**
     * Starts to describe alerts.
     *
     * @param health the registry to listen to
     * @return a new builder
     */
    public static HealthAlertsBuilder builder(HealthRegistry health) {
        return new HealthAlertsBuilder(health);
    }

    static HealthAlerts start(HealthAlertsBuilder built) {
        HealthAlerts alerts = new HealthAlerts(built);
        try {
            if (built.channelChecks) {
                alerts.addChecks();
            }
        } catch (RuntimeException failure) {
            alerts.close();
            throw failure;
        }
        alerts.health.listen(alerts.engine);
        alerts.thread.start();
        return alerts;
    }

    private void addChecks() {
        for (String channel : assembly.channels.keySet()) {
            String name = ChannelCheck.name(channel);
            health.add(name, check(channel), policy -> policy.critical(false).groups());
            ownChecks.add(name);
        }
    }

    /**
     * A check that is DOWN while the latest attempt to hand a message to a channel has failed. It sends nothing by itself.
     *
     * @param channel the name of the channel
     * @return a check to be registered; {@link #builder} does so unless told otherwise
     * @throws IllegalArgumentException if there is no such channel
     */
    public HealthCheck check(String channel) {
        assembly.require(channel);
        return new ChannelCheck(channel, this::channels);
    }

    @Override
    public List<ActiveAlert> active() {
        return engine.view().active();
    }

    @Override
    public List<AlertSilence> silences() {
        return engine.view().silences();
    }

    @Override
    public List<AlertDelivery> deliveries() {
        return assembly.deliveries.latest();
    }

    @Override
    public List<AlertChannelHealth> channels() {
        return engine.view().channels();
    }

    /**
     * {@inheritDoc}
     *
     * <p>It is done a moment later, by the instance that sends.
     */
    @Override
    public void acknowledge(String key, String by) {
        Arguments.requireNonNull("key", key, "the key of an active alert");
        Arguments.requireText("by", by, 1, 100);
        if (active().stream().noneMatch(alert -> alert.key().equals(key))) {
            throw Arguments.invalid(
                    "key", '"' + key.substring(0, Math.min(40, key.length())) + '"', "the key of an active alert");
        }
        engine.request(new Request.Acknowledge(key, by));
    }

    /**
     * {@inheritDoc}
     *
     * <p>It begins a moment later.
     */
    @Override
    public AlertSilence silence(AlertSilence.Target target, Duration duration, String by, String reason) {
        Arguments.requireNonNull("target", target, "what it is about");
        Arguments.requireBetween("duration", duration, Duration.ofSeconds(1), LONGEST_SILENCE);
        Arguments.requireText("by", by, 1, 100);
        Arguments.requireText("reason", reason, 0, 500);
        Instant until = assembly.clock.instant().plus(duration);
        AlertSilence silence = new AlertSilence(UUID.randomUUID().toString(), target, until, by, reason);
        asked.put(silence.id(), until);
        asked.values().removeIf(end -> end.isBefore(assembly.clock.instant()));
        engine.request(new Request.Silence(silence));
        return silence;
    }

    @Override
    public boolean endSilence(String id) {
        Arguments.requireNonNull("id", id, "the id of a silence");
        boolean known = asked.remove(id) != null
                || silences().stream().anyMatch(silence -> silence.id().equals(id));
        engine.request(new Request.EndSilence(id));
        return known;
    }

    @Override
    public AlertTestAnswer test(String channel) {
        HealthAlertsBuilder.Channel tested = assembly.require(channel);
        return TestMessage.send(
                channel,
                tested.channel(),
                tested.policy().timeout(),
                assembly.service,
                assembly.instance,
                assembly.clock);
    }

    /** What goes wrong with keeping alerts; empty if nothing does. */
    String trouble() {
        return engine.view().trouble();
    }

    /** Whether this instance is the one that sends. */
    boolean acts() {
        return engine.view().acts();
    }

    /** Who hears of every attempt. */
    DeliveryLog deliveryLog() {
        return assembly.deliveries;
    }

    /**
     * Stops listening, sends what is due, for at most 2 s, and closes the channels and the stores. What was not taken by
     * then is sent after the next start. Closing twice does nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        health.unlisten(engine);
        ownChecks.forEach(health::remove);
        engine.close(ENDING);
        try {
            thread.join(ENDING.plusSeconds(1).toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        assembly.close();
    }
}
