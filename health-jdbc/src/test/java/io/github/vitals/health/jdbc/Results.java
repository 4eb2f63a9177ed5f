package io.github.vitals.health.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.Measurement;
import java.time.Duration;

/** Runs checks and looks at what they say. */
final class Results {
    private Results() {}

    private static CheckContext context() {
        return CheckContext.of("db", Duration.ofSeconds(10));
    }

    static HealthResult run(ReplicationHealthCheck check) {
        return check.check(context());
    }

    static HealthResult run(JdbcHealthCheck check) {
        return check.check(context());
    }

    static void assertUp(HealthResult result) {
        assertThat(result.status()).as(result.toString()).isEqualTo(HealthStatus.UP);
    }

    static void assertNot(HealthResult result, HealthStatus status, FailureReason reason, String... words) {
        assertThat(result.status()).as(result.toString()).isEqualTo(status);
        assertThat(result.reason()).as(result.toString()).contains(reason);
        for (String word : words) {
            assertThat(result.message()).contains(word);
        }
    }

    static double measured(HealthResult result, String name) {
        return result.measurements().stream()
                .filter(measurement -> measurement.name().equals(name))
                .mapToDouble(Measurement::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    static double lag(HealthResult result) {
        return measured(result, "health.replication.lag");
    }

    static double backlog(HealthResult result) {
        return measured(result, "health.replication.backlog");
    }
}
