package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryRangeTest {
    private static final Instant NOW = Instant.parse("2026-02-01T12:00:30Z");

    private static HistoryRange range(String query) {
        return HistoryRange.of(HealthRequest.of("GET", "/health/history").withQuery(query), Duration.ofDays(1), NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 2026-01-31T12:00:30Z, 2026-02-01T12:00:30Z",
        "window=90s, 2026-02-01T11:59:00Z, 2026-02-01T12:00:30Z",
        "window=30m, 2026-02-01T11:30:30Z, 2026-02-01T12:00:30Z",
        "window=24h, 2026-01-31T12:00:30Z, 2026-02-01T12:00:30Z",
        "window=7d, 2026-01-25T12:00:30Z, 2026-02-01T12:00:30Z",
        "window=2w, 2026-01-18T12:00:30Z, 2026-02-01T12:00:30Z",
        "window=P1DT12H, 2026-01-31T00:00:30Z, 2026-02-01T12:00:30Z",
        "from=-6h, 2026-02-01T06:00:30Z, 2026-02-01T12:00:30Z",
        "from=-PT6H, 2026-02-01T06:00:30Z, 2026-02-01T12:00:30Z",
        "from=-6h&to=-1h, 2026-02-01T06:00:30Z, 2026-02-01T11:00:30Z",
        "from=-6h&to=now, 2026-02-01T06:00:30Z, 2026-02-01T12:00:30Z",
        "to=-1h, 2026-01-31T11:00:30Z, 2026-02-01T11:00:30Z",
        "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z, 2026-01-01T00:00:00Z, 2026-01-02T00:00:00Z",
        "from=2026-01-01T00:00:00+01:00&to=2026-01-02T00:00:00Z, 2025-12-31T23:00:00Z, 2026-01-02T00:00:00Z"
    })
    void isWhatIsAskedForAndTheLastDayOtherwise(String query, Instant from, Instant to) {
        assertThat(range(query))
                .isEqualTo(new HistoryRange(from, to, range(query).step()));
        assertThat(range(query).step()).isEmpty();
    }

    @Test
    void isInStepsThatAreAskedForOrThatSuitIt() {
        assertThat(range("step=1h").window(NOW).step()).hasHours(1);
        assertThat(range("step=PT5M").window(NOW).buckets()).isEqualTo(289);
        assertThat(range("").window(NOW).step()).hasMinutes(15);
        assertThat(range("window=30d").window(NOW).step()).hasDays(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "window=yesterday",
                "window=",
                "window=h",
                "window=0h",
                "window=-1h",
                "window=1y",
                "window=1.5h",
                "window=1h30m",
                "window=9999999999s",
                "window=3651d",
                "window=PT-1H",
                "window=P",
                "step=5",
                "step=1hh"
            })
    void aDurationThatIsNoneIsNamedWithWhatWasExpected(String query) {
        String name = query.substring(0, query.indexOf('='));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> range(query))
                .withMessage(name + ": " + query.substring(name.length() + 1)
                        + " (expected: a duration such as 15m, 24h, 30d or PT15M, at most 3650d)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday",
                "to=",
                "from=2026-13-01T00:00:00Z",
                "from=1969-12-31T23:59:59Z",
                "to=2300-01-01T00:00:00Z",
                "to=-1000000000-01-01T00:00:00Z"
            })
    void aTimeThatIsNoneIsNamedWithWhatWasExpected(String query) {
        String name = query.substring(0, query.indexOf('='));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> range(query))
                .withMessageStartingWith(name + ": ")
                .withMessageContaining("(expected: a ");
    }

    @Test
    void whatIsAskedTwiceOrBackwardsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> range("window=1h&from=-2h"))
                .withMessage("window: 1h (expected: not together with from or to)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> range("from=-1h&to=-2h"))
                .withMessage("from: 2026-02-01T11:00:30Z (expected: before 2026-02-01T10:00:30Z)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"step=90s", "step=90m", "step=1m", "step=367d"})
    void aStepThatIsNoneOfAWindowOrMakesTooManyBucketsIsRefused(String query) {
        HistoryRange range = range(query + "&window=30d");
        assertThatIllegalArgumentException().isThrownBy(() -> range.window(NOW)).withMessageStartingWith("step: ");
    }

    @Test
    void ofALongMistakeOnlyTheBeginningIsToldBack() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> range("window=" + "x".repeat(10_000)))
                .withMessageStartingWith("window: " + "x".repeat(64) + "… (");
    }
}
