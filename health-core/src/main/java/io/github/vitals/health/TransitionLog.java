package io.github.vitals.health;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes one structured event for each change of a check or a group; the message is constant, the facts are fields. */
final class TransitionLog implements HealthListener {
    private static final Logger log = LoggerFactory.getLogger(HealthTransition.class);

    @Override
    public void onTransition(HealthTransition transition) {
        if (transition.name().equals(HealthGroup.ALL.name())
                && transition.subject() == HealthTransition.Subject.GROUP) {
            return;
        }
        boolean check = transition.subject() == HealthTransition.Subject.CHECK;
        var event = log.atLevel(level(transition.to()))
                .addKeyValue("event.action", "health-status-changed")
                .addKeyValue(check ? "health.check.name" : "health.group.name", transition.name())
                .addKeyValue("health.status", transition.to().name())
                .addKeyValue("health.previous_status", transition.from().name())
                .addKeyValue("health.previous_seconds", transition.lasted().toMillis() / 1000.0);
        if (transition.reason().isPresent()) {
            event = event.addKeyValue("health.reason", transition.reason().get().label());
        }
        if (!transition.message().isEmpty()) {
            event = event.addKeyValue("health.message", transition.message());
        }
        if (transition.rootCause().isPresent()) {
            event = event.addKeyValue(
                    "health.root_cause", transition.rootCause().get());
        }
        event.log(check ? "Health check changed" : "Health group changed");
    }

    @Override
    public void onReminder(CheckState state) {
        var event = log.atLevel(level(state.status()))
                .addKeyValue("event.action", "health-status-reminder")
                .addKeyValue("health.check.name", state.name())
                .addKeyValue("health.status", state.status().name())
                .addKeyValue("health.status_seconds", state.lasting().toMillis() / 1000.0);
        if (state.reason().isPresent()) {
            event = event.addKeyValue("health.reason", state.reason().get().label());
        }
        if (!state.message().isEmpty()) {
            event = event.addKeyValue("health.message", state.message());
        }
        event.log("Health check still not up");
    }

    @Override
    public void onLifecycle(HealthLifecycle event) {
        var line = log.atInfo()
                .addKeyValue("event.action", "health-" + event.phase().name().toLowerCase(Locale.ROOT));
        if (event.check().isPresent()) {
            line = line.addKeyValue("health.check.name", event.check().get());
        }
        if (!event.message().isEmpty()) {
            line = line.addKeyValue("health.message", event.message());
        }
        if (!event.remaining().isZero()) {
            line = line.addKeyValue(
                    "health.remaining_seconds", event.remaining().toMillis() / 1000.0);
        }
        line.log("Health lifecycle");
    }

    private static Level level(HealthStatus status) {
        return switch (status) {
            case UP, MAINTENANCE -> Level.INFO;
            case DEGRADED, UNKNOWN -> Level.WARN;
            case DOWN -> Level.ERROR;
        };
    }
}
