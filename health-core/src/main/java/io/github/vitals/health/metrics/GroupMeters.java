package io.github.vitals.health.metrics;

import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthStatus;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of one group. */
final class GroupMeters {
    private final StatusMeters status;

    GroupMeters(HealthRegistry health, HealthGroup group, MeterRegistry meters) {
        status = new StatusMeters("group", group.name(), meters);
        status.status(() -> health.report(group).status());
        status.age(
                "health.group.status.age",
                "How long the group has had its status",
                () -> health.report(group).lasting());
    }

    void changed(HealthStatus to) {
        status.changed(to);
    }

    void remove() {
        status.remove();
    }
}
