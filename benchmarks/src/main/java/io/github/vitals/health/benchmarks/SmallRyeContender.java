package io.github.vitals.health.benchmarks;

import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.health.api.HealthType;
import io.smallrye.health.registry.HealthRegistries;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** SmallRye Health outside CDI: checks are registered by name as readiness checks. Its registries are static. */
final class SmallRyeContender implements Contender {
    private final SmallRyeHealthReporter reporter = new SmallRyeHealthReporter();

    SmallRyeContender(List<NoOp> checks) {
        for (int i = 0; i < checks.size(); i++) {
            NoOp check = checks.get(i);
            String name = "check-" + i;
            HealthRegistries.getRegistry(HealthType.READINESS).register(name, () -> {
                check.run();
                return HealthCheckResponse.up(name);
            });
        }
    }

    @Override
    public Object evaluate() {
        return reporter.getReadiness();
    }
}
