package io.github.vitals.health.alerts;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.alerting.AlertChannelHealth;
import java.util.List;
import java.util.function.Supplier;

/** Whether messages reach a channel, as far as there were any. */
record ChannelCheck(String channel, Supplier<List<AlertChannelHealth>> channels) implements HealthCheck {
    /** The name that such a check is registered under. */
    static String name(String channel) {
        return "alerts-" + channel;
    }

    @Override
    public HealthResult check(CheckContext context) {
        for (AlertChannelHealth each : channels.get()) {
            if (each.name().equals(channel)) {
                return result(each);
            }
        }
        return HealthResult.up();
    }

    private static HealthResult result(AlertChannelHealth health) {
        HealthResult result = health.failing()
                .map(failure -> HealthResult.down(FailureReason.ASSERTION, "alerts are not delivered: " + failure))
                .orElseGet(HealthResult::up)
                .detail("waiting", health.waiting());
        return health.lastAccepted()
                .map(last -> result.detail("lastAccepted", last))
                .orElse(result);
    }
}
