package io.github.vitals.health.server;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.alerting.AlertBoard;
import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.page.HealthPage;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The page of a server, made when it is first asked for, and shown to whom the endpoint shows as much. Thread-safe. */
final class LatePage implements Supplier<HealthPage> {
    private final HealthRegistry health;
    private final Supplier<HealthHistory> history;
    private final Optional<AlertBoard> alerts;
    private final HealthEndpoint endpoint;
    private @Nullable HealthPage made;

    LatePage(
            HealthRegistry health,
            Supplier<HealthHistory> history,
            Optional<AlertBoard> alerts,
            HealthEndpoint endpoint) {
        this.health = health;
        this.history = history;
        this.alerts = alerts;
        this.endpoint = endpoint;
    }

    @Override
    public synchronized HealthPage get() {
        HealthPage page = made;
        if (page == null) {
            HealthPage.Builder builder =
                    HealthPage.builder(health).history(history.get()).details(endpoint::showsDetails);
            alerts.ifPresent(builder::alerts);
            page = builder.build();
            made = page;
        }
        return page;
    }
}
