package io.github.vitals.health;

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

    private static Level level(HealthStatus status) {
        return switch (status) {
            case UP, MAINTENANCE -> Level.INFO;
            case DEGRADED, UNKNOWN -> Level.WARN;
            case DOWN -> Level.ERROR;
        };
    }
}
