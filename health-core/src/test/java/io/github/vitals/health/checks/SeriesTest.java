package io.github.vitals.health.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeriesTest {
    private final ManualTicker ticker = new ManualTicker();
    private final Series series = new Series(Duration.ofMinutes(1));

    @Test
    void theFirstSampleIsComparedWithItself() {
        assertThat(add(7).value()).isEqualTo(7);
    }

    @Test
    void aSampleIsComparedWithTheLastOneFromBeforeTheWindow() {
        for (int value = 0; value < 10; value++) {
            add(value);
            ticker.pass(Duration.ofSeconds(25));
        }
        Series.Sample oldest = add(10);
        assertThat(oldest.value()).isEqualTo(7);
        assertThat(ticker.getAsLong() - oldest.tick())
                .isEqualTo(Duration.ofSeconds(75).toNanos());
    }

    @Test
    void samplesThatComeTooFastAreLeftOut() {
        add(1);
        for (int burst = 0; burst < 1_000; burst++) {
            add(100);
        }
        ticker.pass(Duration.ofSeconds(30));
        add(1);
        assertThat(series.slope()).hasValue(0);
    }

    @Test
    void nothingIsSaidOfTheSlopeBeforeHalfAWindow() {
        assertThat(series.slope()).isEmpty();
        add(1);
        assertThat(series.slope()).isEmpty();
        ticker.pass(Duration.ofSeconds(29));
        add(2);
        assertThat(series.slope()).isEmpty();
        ticker.pass(Duration.ofSeconds(1));
        add(3);
        assertThat(series.slope()).isPresent();
    }

    @Test
    void theSlopeIsThatOfAStraightLineThroughTheSamples() {
        for (int second = 0; second <= 40; second += 2) {
            add(1_000 - 3L * second + (second % 4 == 0 ? 1 : -1));
            ticker.pass(Duration.ofSeconds(2));
        }
        assertThat(series.slope().orElseThrow()).isCloseTo(-3, within(0.05));
    }

    @Test
    void whatLiesBeforeTheWindowIsForgotten() {
        for (int second = 0; second < 600; second += 5) {
            add(second < 300 ? second * 1_000L : 0);
            ticker.pass(Duration.ofSeconds(5));
        }
        assertThat(series.slope()).hasValue(0);
    }

    @Test
    void whatIsLeftRunsOutWhereTheLineMeetsZero() {
        for (int second = 0; second <= 60; second += 2) {
            add(1_000 - 3L * second);
            ticker.pass(Duration.ofSeconds(2));
        }
        assertThat(series.runsOutIn(600)).hasValue(Duration.ofSeconds(200));
        assertThat(series.runsOutIn(0)).hasValue(Duration.ZERO);
        assertThat(series.runsOutIn(-3)).isEmpty();
        assertThat(series.runsOutIn(3.0 * 3651 * 86_400)).isEmpty();
    }

    private Series.Sample add(long value) {
        return series.add(ticker.getAsLong(), value);
    }
}
