package io.github.vitals.health.http;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/** Makes one result of those of all addresses. */
final class EveryAddress {
    private static final int MOST_NAMED = 20;

    private EveryAddress() {}

    /** What one address answered. */
    record Outcome(InetAddress address, HealthResult result) {
        boolean failed() {
            return result.status() == HealthStatus.DOWN;
        }

        @Override
        public String toString() {
            return address.getHostAddress() + ": " + result.message();
        }
    }

    /** DOWN if no address is well, DEGRADED if some are; the figures are those of the first that is not well. */
    static HealthResult judge(List<Outcome> outcomes) {
        List<Outcome> failed = outcomes.stream().filter(Outcome::failed).toList();
        Outcome shown = failed.isEmpty()
                ? outcomes.stream()
                        .filter(outcome -> outcome.result().status() != HealthStatus.UP)
                        .findFirst()
                        .orElse(outcomes.get(0))
                : failed.get(0);
        HealthResult result = failed.isEmpty() ? shown.result() : failure(outcomes, failed);
        result = result.detail("addresses", outcomes.size());
        for (int i = 0; i < Math.min(failed.size(), MOST_NAMED); i++) {
            result = result.detail("failing." + (i + 1), failed.get(i));
        }
        return result;
    }

    private static HealthResult failure(List<Outcome> outcomes, List<Outcome> failed) {
        HealthResult first = failed.get(0).result();
        FailureReason reason = first.reason().orElse(FailureReason.ASSERTION);
        String message = failed.size() + " of " + outcomes.size() + " addresses fail: "
                + failed.stream().limit(3).map(Outcome::toString).collect(Collectors.joining("; "));
        HealthResult result = failed.size() == outcomes.size()
                ? HealthResult.down(reason, message)
                : HealthResult.degraded(reason, message);
        for (var detail : first.details().entrySet()) {
            result = result.detail(detail.getKey(), detail.getValue());
        }
        for (var measurement : first.measurements()) {
            result = result.measured(measurement);
        }
        return first.cause().map(result::causedBy).orElse(result);
    }
}
