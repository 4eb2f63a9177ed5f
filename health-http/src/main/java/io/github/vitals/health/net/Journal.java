package io.github.vitals.health.net;

import io.github.vitals.health.HealthResult;
import io.github.vitals.health.Measurement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run learned on its way, to be shown whatever the result is. Not thread-safe. */
final class Journal {
    private static final double MILLIS = 1000.0;

    private final Map<String, Object> details = new LinkedHashMap<>();
    private final Map<String, Duration> phases = new LinkedHashMap<>();
    private @Nullable CertificateFacts facts;
    private long begun = System.nanoTime();

    /** Ends a phase, which began with the journal or where the last one ended. */
    void phase(String name) {
        long now = System.nanoTime();
        phases.put(name, Duration.ofNanos(now - begun));
        begun = now;
    }

    void detail(String name, Object value) {
        details.put(name, value);
    }

    void certificate(CertificateFacts shown) {
        facts = shown;
    }

    @Nullable
    CertificateFacts certificate() {
        return facts;
    }

    Duration total() {
        return phases.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** A copy of the result with what was learned. */
    HealthResult onto(HealthResult result) {
        HealthResult described = result;
        for (Map.Entry<String, Object> detail : details.entrySet()) {
            described = described.detail(detail.getKey(), detail.getValue());
        }
        for (Map.Entry<String, Duration> phase : phases.entrySet()) {
            described = described
                    .detail(phase.getKey() + "Seconds", phase.getValue().toMillis() / MILLIS)
                    .measured(Measurement.duration("health.tcp.phase", phase.getValue(), "phase", phase.getKey()));
        }
        return facts == null ? described : facts.describe(described);
    }
}
