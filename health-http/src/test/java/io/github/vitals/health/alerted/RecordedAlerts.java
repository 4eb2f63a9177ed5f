package io.github.vitals.health.alerted;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthTransition.Subject;
import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.ActiveAlert.Acknowledgement;
import io.github.vitals.health.alerting.ActiveAlert.State;
import io.github.vitals.health.alerting.AlertBoard;
import io.github.vitals.health.alerting.AlertChannelHealth;
import io.github.vitals.health.alerting.AlertDelivery;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerting.AlertSilence;
import io.github.vitals.health.alerting.AlertTestAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Alerts that a test puts there, and what was asked to be done about them. */
public class RecordedAlerts implements AlertBoard {
    public final List<ActiveAlert> active = new CopyOnWriteArrayList<>();
    public final List<AlertSilence> silences = new CopyOnWriteArrayList<>();
    public final List<AlertDelivery> deliveries = new CopyOnWriteArrayList<>();
    public final List<AlertChannelHealth> channels = new CopyOnWriteArrayList<>();
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /** What the far side says to a test. */
    public volatile Function<String, AlertTestAnswer> farSide =
            channel -> new AlertTestAnswer(channel, true, "200 ok", Duration.ofMillis(120));

    private final Instant now;

    public RecordedAlerts(Instant now) {
        this.now = now;
    }

    /** The key of the alert about a name. */
    public static String key(String name) {
        return String.format("%032x", name.hashCode() & 0xffffffffL);
    }

    /** One that was told of by itself, five minutes ago. */
    public RecordedAlerts firing(String check, AlertSeverity severity, FailureReason reason, String message) {
        return with(new ActiveAlert(
                key(check),
                "down",
                Subject.CHECK,
                check,
                "*",
                severity,
                State.FIRING,
                now.minusSeconds(300),
                Optional.of(reason),
                message,
                Optional.of(key(check)),
                1,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of()));
    }

    public RecordedAlerts with(ActiveAlert alert) {
        active.add(alert);
        return this;
    }

    public RecordedAlerts channel(String name, String kind) {
        channels.add(new AlertChannelHealth(
                name, kind, 0, Optional.empty(), Optional.of(now.minusSeconds(290)), Optional.empty()));
        return this;
    }

    /** As if there had never been anything. */
    public void clear() {
        active.clear();
        silences.clear();
        deliveries.clear();
        channels.clear();
    }

    @Override
    public List<ActiveAlert> active() {
        return active;
    }

    @Override
    public List<AlertSilence> silences() {
        return silences;
    }

    @Override
    public List<AlertDelivery> deliveries() {
        return deliveries;
    }

    @Override
    public List<AlertChannelHealth> channels() {
        return channels;
    }

    @Override
    public void acknowledge(String key, String by) {
        asked.add("acknowledge " + key + " by " + by);
        active.replaceAll(alert -> alert.key().equals(key) ? acknowledged(alert, by) : alert);
    }

    private ActiveAlert acknowledged(ActiveAlert it, String by) {
        return new ActiveAlert(
                it.key(),
                it.rule(),
                it.subject(),
                it.name(),
                it.scope(),
                it.severity(),
                State.ACKNOWLEDGED,
                it.since(),
                it.reason(),
                it.message(),
                it.lead(),
                it.affected(),
                Optional.of(new Acknowledgement(by, now)),
                it.silencedUntil(),
                it.labels(),
                it.links());
    }

    @Override
    public AlertSilence silence(AlertSilence.Target target, Duration duration, String by, String reason) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("duration: " + duration + " (expected: > 0, at most 30 days)");
        }
        asked.add("silence " + target + " for " + duration + " by " + by + " because " + reason);
        AlertSilence silence = new AlertSilence("s" + (silences.size() + 1), target, now.plus(duration), by, reason);
        silences.add(silence);
        return silence;
    }

    @Override
    public boolean endSilence(String id) {
        asked.add("end " + id);
        return silences.removeIf(silence -> silence.id().equals(id));
    }

    @Override
    public AlertTestAnswer test(String channel) {
        asked.add("test " + channel);
        return farSide.apply(channel);
    }
}
