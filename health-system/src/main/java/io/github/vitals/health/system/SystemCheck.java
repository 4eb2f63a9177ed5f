package io.github.vitals.health.system;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.checks.LimitCheck;
import java.time.Duration;

/** A check of the machine with the policy that suits it: what is wrong with a machine is seldom for one service to judge. */
record SystemCheck(String name, LimitCheck limits, boolean inline) implements HealthCheck {
    private static final Duration PERIOD = Duration.ofSeconds(30);

    @Override
    public HealthResult check(CheckContext context) throws InterruptedException {
        return limits.check(context);
    }

    @Override
    public void defaults(CheckPolicyBuilder policy) {
        policy.period(PERIOD).critical(false).inline(inline);
    }

    @Override
    public String toString() {
        return "SystemCheck[" + name + "]";
    }
}
