package io.github.vitals.health.grpc;

import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthStatus;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.util.Map;
import java.util.Set;

/** What is known of each service at the moment of asking, in the protocol's words. Asking runs nothing and never waits. */
final class Statuses {
    static final HealthCheckResponse SERVING = response(ServingStatus.SERVING);
    static final HealthCheckResponse NOT_SERVING = response(ServingStatus.NOT_SERVING);
    static final HealthCheckResponse SERVICE_UNKNOWN = response(ServingStatus.SERVICE_UNKNOWN);

    private final HealthRegistry health;
    private final Map<String, HealthGroup> services;
    private final Set<HealthStatus> serving;
    private volatile boolean over;

    Statuses(HealthRegistry health, Map<String, HealthGroup> services, Set<HealthStatus> serving) {
        this.health = health;
        this.services = Map.copyOf(services);
        this.serving = Set.copyOf(serving);
    }

    private static HealthCheckResponse response(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }

    /** From now on nothing serves: what was last known is not to be shown as if it were still so. */
    void end() {
        over = true;
    }

    boolean over() {
        return over;
    }

    /** One of the three constants. */
    HealthCheckResponse of(String service) {
        HealthGroup group = services.get(service);
        if (group == null) {
            return SERVICE_UNKNOWN;
        }
        return !over && serving.contains(health.report(group).status()) ? SERVING : NOT_SERVING;
    }
}
