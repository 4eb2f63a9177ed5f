package io.github.vitals.health.benchmarks;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Dropwizard's metrics-healthchecks. */
final class DropwizardContender implements Contender {
    private final HealthCheckRegistry registry = new HealthCheckRegistry();
    private final @Nullable ExecutorService executor;

    private DropwizardContender(List<NoOp> checks, @Nullable ExecutorService executor) {
        this.executor = executor;
        for (int i = 0; i < checks.size(); i++) {
            registry.register("check-" + i, new Check(checks.get(i)));
        }
    }

    static Contender inline(List<NoOp> checks) {
        return new DropwizardContender(checks, null);
    }

    static Contender executor(List<NoOp> checks) {
        return new DropwizardContender(checks, Executors.newFixedThreadPool(2));
    }

    @Override
    public Object evaluate() {
        return executor == null ? registry.runHealthChecks() : registry.runHealthChecks(executor);
    }

    @Override
    public void close() {
        registry.shutdown();
        if (executor != null) {
            executor.shutdownNow();
        }
    }

    private static final class Check extends HealthCheck {
        private final NoOp check;

        Check(NoOp check) {
            this.check = check;
        }

        @Override
        protected Result check() {
            check.run();
            return Result.healthy();
        }
    }
}
