package io.github.vitals.health.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryWindowTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    @ParameterizedTest
    @CsvSource({
        "PT1H, PT1M, 61",
        "PT6H, PT5M, 73",
        "PT24H, PT15M, 97",
        "P7D, PT2H, 85",
        "P30D, P1D, 31",
        "P90D, P1D, 91",
        "P365D, P7D, 53"
    })
    void aLengthHasAStepThatMemoryReachesBackFor(Duration length, Duration step, int buckets) {
        HistoryWindow window = HistoryWindow.last(length, NOW);

        assertThat(window.step()).isEqualTo(step);
        assertThat(window.buckets()).isEqualTo(buckets);
        assertThat(window.from()).isBeforeOrEqualTo(NOW.minus(length));
        assertThat(window.to()).isAfterOrEqualTo(NOW);
    }

    @Test
    void anHourOfTheDayBeforeYesterdayIsSeenByTheHour() {
        Instant from = NOW.minus(Duration.ofDays(2));

        assertThat(HistoryWindow.between(from, from.plusSeconds(3600), NOW).step())
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void theEndsAreMovedOutToFullSteps() {
        HistoryWindow window = new HistoryWindow(NOW, NOW.plusSeconds(1), Duration.ofMinutes(15));

        assertThat(window.from()).isEqualTo(Instant.parse("2026-03-04T05:00:00Z"));
        assertThat(window.to()).isEqualTo(Instant.parse("2026-03-04T05:15:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT30S", "PT90M", "PT25H", "P367D", "PT-1M"})
    void aStepThatNoBucketsMakeUpIsRefused(Duration step) {
        assertThatThrownBy(() -> new HistoryWindow(NOW, NOW.plusSeconds(1), step))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("step: " + step);
    }

    @Test
    void tooManyBucketsAreRefused() {
        assertThatThrownBy(() -> new HistoryWindow(NOW.minus(Duration.ofDays(1)), NOW, Duration.ofMinutes(1)))
                .hasMessage("step: PT1M, which makes 1441 buckets (expected: at most 1000)");
    }

    @Test
    void anEndBeforeTheBeginningIsRefused() {
        assertThatThrownBy(() -> HistoryWindow.between(NOW, NOW, NOW)).hasMessageStartingWith("from: " + NOW);
        assertThatThrownBy(() -> new HistoryWindow(Instant.MIN, Instant.MAX, Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
