package io.github.vitals.health.alerts;

import io.github.vitals.health.alerting.AlertSeverity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one rule about one check or group as time passes: its condition has to hold for a while before it
 * fires, and to be over for a while before it does not. Told the time; not thread-safe.
 */
final class RuleState {
    private final AlertRule rule;
    private boolean firing;
    private @Nullable Instant held;

    /** Since when it has held as something critical. */
    private @Nullable Instant urgent;

    private @Nullable Instant over;
    private @Nullable Instant firingSince;
    private AlertSeverity severity = AlertSeverity.INFO;
    private @Nullable Finding finding;

    RuleState(AlertRule rule) {
        this.rule = rule;
    }

    /** It fired before a restart, and has to be seen to be over. */
    void restore(Sighting sighting) {
        firing = true;
        held = sighting.since();
        firingSince = sighting.since();
        severity = sighting.severity();
        finding = sighting.finding();
    }

    void take(Reading reading, Instant now) {
        switch (reading.verdict()) {
            case HOLDS -> holds(reading, now);
            case OVER -> over(now);
            case OPEN -> {
                if (!firing) {
                    held = null;
                    urgent = null;
                }
                over = null;
            }
        }
    }

    private void holds(Reading reading, Instant now) {
        over = null;
        held = held == null ? now : held;
        boolean critical = reading.severity() == AlertSeverity.CRITICAL;
        urgent = critical ? (urgent == null ? now : urgent) : null;
        AlertSeverity lesser = critical ? AlertSeverity.WARNING : reading.severity();
        boolean urgentLongEnough = urgent != null && lasted(urgent, rule.lasting(AlertSeverity.CRITICAL), now);
        if (firing || urgentLongEnough || lasted(held, rule.lasting(lesser), now)) {
            firing = true;
            firingSince = firingSince == null ? held : firingSince;
            severity = urgentLongEnough ? reading.severity() : lesser;
            finding = reading.finding();
        }
    }

    private void over(Instant now) {
        if (!firing) {
            held = null;
            urgent = null;
            return;
        }
        over = over == null ? now : over;
        if (lasted(over, rule.clearAfter, now)) {
            end();
        }
    }

    /** Whatever it was, it is not any more. */
    void end() {
        firing = false;
        held = null;
        urgent = null;
        over = null;
        firingSince = null;
        finding = null;
    }

    private static boolean lasted(Instant since, Duration duration, Instant now) {
        return !now.isBefore(since.plus(duration));
    }

    boolean firing() {
        return firing;
    }

    AlertSeverity severity() {
        return severity;
    }

    Instant since() {
        return firingSince == null ? Instant.EPOCH : firingSince;
    }

    @Nullable
    Finding finding() {
        return finding;
    }
}
