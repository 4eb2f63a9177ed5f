package io.github.vitals.health.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;

/**
 * Spring Boot's health endpoint over a composite of indicators, without an application context: the registry is the
 * composite, which is the quicker of the two ways to nest them. It shows everything, as Vitals does.
 */
final class SpringContender implements Contender {
    private final HealthEndpoint endpoint;

    SpringContender(List<NoOp> checks) {
        var registry = new DefaultHealthContributorRegistry();
        for (int i = 0; i < checks.size(); i++) {
            NoOp check = checks.get(i);
            HealthIndicator indicator = () -> {
                check.run();
                return Health.up().build();
            };
            registry.registerContributor("check-" + i, indicator);
        }
        endpoint = new HealthEndpoint(
                registry, null, HealthEndpointGroups.of(new Everything(), Map.of()), Duration.ofSeconds(10));
    }

    @Override
    public Object evaluate() {
        return endpoint.health();
    }

    private static final class Everything implements HealthEndpointGroup {
        @Override
        public boolean isMember(String name) {
            return true;
        }

        @Override
        public boolean showComponents(SecurityContext securityContext) {
            return true;
        }

        @Override
        public boolean showDetails(SecurityContext securityContext) {
            return true;
        }

        @Override
        public StatusAggregator getStatusAggregator() {
            return StatusAggregator.getDefault();
        }

        @Override
        public HttpCodeStatusMapper getHttpCodeStatusMapper() {
            return HttpCodeStatusMapper.DEFAULT;
        }

        @Override
        public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
            return null;
        }
    }
}
