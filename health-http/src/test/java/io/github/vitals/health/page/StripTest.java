package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.LatencySketch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StripTest {
    private static HistoryBucket bucket(Map<HealthStatus, Duration> times) {
        return HistoryBucket.of(Instant.EPOCH, Duration.ofMinutes(30), times, 0, 0, Map.of(), LatencySketch.EMPTY);
    }

    private static String drawn(Map<HealthStatus, Duration> times) {
        Html html = new Html();
        Strip.write(html, List.of(bucket(times)), "said");
        return html.toString();
    }

    @Test
    void whatWasUpAllTheTimeIsOneFullColumn() {
        assertThat(drawn(Map.of(HealthStatus.UP, Duration.ofMinutes(30))))
                .contains("<path class=\"b-up\" d=\"M0 0h4v24h-4z\"/></svg>");
    }

    @Test
    void theShareThatWasNotUpIsTheHeightAndTheWorstIsTheColour() {
        assertThat(drawn(Map.of(
                        HealthStatus.DOWN, Duration.ofMinutes(5),
                        HealthStatus.DEGRADED, Duration.ofMinutes(10),
                        HealthStatus.UP, Duration.ofMinutes(15))))
                .contains("<path class=\"b-down\" d=\"M0 12h4v12h-4z\"/>")
                .doesNotContain("b-degraded");
    }

    @Test
    void whatWasForAMomentOnlyIsSeenAllTheSame() {
        assertThat(drawn(Map.of(
                        HealthStatus.DOWN, Duration.ofMillis(1),
                        HealthStatus.UP, Duration.ofMinutes(29))))
                .contains("<path class=\"b-down\" d=\"M0 19h4v5h-4z\"/>");
    }

    @Test
    void maintenanceIsHatched() {
        assertThat(drawn(Map.of(HealthStatus.MAINTENANCE, Duration.ofMinutes(30))))
                .contains("fill=\"url(#hatch)\" d=\"M0 0h4v24h-4z\"/>")
                .doesNotContain("b-up");
    }

    @Test
    void withoutDataThereIsAnOutlineOnly() {
        assertThat(drawn(Map.of())).contains("b-none").doesNotContain("b-up").doesNotContain("b-unknown");
    }

    @Test
    void bucketsWithoutDataInARowShareOneOutline() {
        HistoryBucket none = bucket(Map.of());
        HistoryBucket up = bucket(Map.of(HealthStatus.UP, Duration.ofMinutes(30)));
        Html html = new Html();

        Strip.write(html, List.of(none, none, up, none), "said");

        assertThat(html.toString())
                .contains("<path class=\"b-none\" d=\"M0.5 .5h8v23h-8zM15.5 .5h3v23h-3z\"/>")
                .contains("<path class=\"b-up\" d=\"M10 0h4v24h-4z\"/>");
    }
}
