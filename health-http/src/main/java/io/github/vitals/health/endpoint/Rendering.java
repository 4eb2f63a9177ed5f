package io.github.vitals.health.endpoint;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthStatus;

/** How a report is written, for those who may see details and for those who may not. */
interface Rendering {
    byte[] statusOnly(HealthStatus status);

    byte[] report(HealthReport report);

    byte[] check(CheckState state);
}
