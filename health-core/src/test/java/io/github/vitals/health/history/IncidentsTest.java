package io.github.vitals.health.history;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentsTest {
    private static Instant at(int second) {
        return Instant.EPOCH.plusSeconds(second);
    }

    private static HealthTransition change(int second, HealthStatus from, HealthStatus to, int lasted) {
        return new HealthTransition(
                HealthTransition.Subject.CHECK,
                "db",
                from,
                to,
                Optional.of(to == DOWN ? FailureReason.TIMEOUT : FailureReason.SLOW),
                "since " + second,
                Optional.empty(),
                at(second),
                Duration.ofSeconds(lasted));
    }

    @Test
    void whatIsDownBeforeAndAfterARestartAreTwo() {
        List<Incident> incidents =
                Incidents.of(List.of(change(10, UP, DOWN, 10), change(100, UNKNOWN, DOWN, 5)), true, at(120));

        assertThat(incidents).extracting(Incident::from).containsExactly(at(10), at(100));
        assertThat(incidents).extracting(Incident::to).containsExactly(Optional.of(at(95)), Optional.empty());
    }

    @Test
    void aWorseningIsOneIncidentWithTheReasonOfItsWorst() {
        List<Incident> incidents = Incidents.of(
                List.of(
                        change(10, UP, DEGRADED, 10),
                        change(20, DEGRADED, DOWN, 10),
                        change(30, DOWN, DEGRADED, 10),
                        change(40, DEGRADED, UP, 10)),
                true,
                at(50));

        assertThat(incidents).singleElement().satisfies(incident -> {
            assertThat(incident.worst()).isEqualTo(DOWN);
            assertThat(incident.reason()).contains(FailureReason.TIMEOUT);
            assertThat(incident.message()).isEqualTo("since 20");
            assertThat(incident.lasted(at(50))).isEqualTo(Duration.ofSeconds(30));
        });
    }

    @Test
    void ofACheckThatIsGoneItEndsWhenItWasLastKnown() {
        assertThat(Incidents.of(List.of(change(10, UP, DOWN, 10)), false, at(25)))
                .singleElement()
                .satisfies(incident -> assertThat(incident.to()).contains(at(25)));
    }
}
