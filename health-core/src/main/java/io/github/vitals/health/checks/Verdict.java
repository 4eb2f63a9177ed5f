package io.github.vitals.health.checks;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what one run finds; the result is as bad as the worst finding and says all of them. Not thread-safe. */
final class Verdict {
    private static final int MOST_SAID = 10;

    private final List<String> said = new ArrayList<>();
    private final Map<String, Object> details = new LinkedHashMap<>();
    private HealthStatus worst = HealthStatus.UP;
    private FailureReason reason = FailureReason.ASSERTION;
    private @Nullable Throwable cause;
    private int unsaid;

    /** The reason of the result is that of the first among the worst findings; what is UP says nothing. */
    Verdict find(HealthStatus status, FailureReason reason, String text) {
        if (status == HealthStatus.UP) {
            return this;
        }
        if (status.worseThan(worst)) {
            this.worst = status;
            this.reason = reason;
        }
        if (said.size() < MOST_SAID) {
            said.add(text);
        } else {
            unsaid++;
        }
        return this;
    }

    Verdict detail(String name, Object value) {
        details.put(name, value);
        return this;
    }

    Verdict causedBy(Throwable thrown) {
        cause = thrown;
        return this;
    }

    HealthResult result() {
        String message = String.join("; ", said) + (unsaid == 0 ? "" : "; and " + unsaid + " more");
        HealthResult result = switch (worst) {
            case UP, MAINTENANCE -> HealthResult.up();
            case DEGRADED -> HealthResult.degraded(reason, message);
            case UNKNOWN -> HealthResult.unknown(message);
            case DOWN -> HealthResult.down(reason, message);
        };
        for (Map.Entry<String, Object> detail : details.entrySet()) {
            result = result.detail(detail.getKey(), detail.getValue());
        }
        return cause == null ? result : result.causedBy(cause);
    }
}
