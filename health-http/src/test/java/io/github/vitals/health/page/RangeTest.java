package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.endpoint.HealthRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeTest {
    private static final Instant NOW = Instant.parse("2026-03-14T15:09:26Z");

    private static Range of(String query) {
        return Range.of(View.of(HealthRequest.of("GET", "/").withQuery(query)), NOW, Range.Length.DAY);
    }

    @ParameterizedTest
    @CsvSource({
        "1h, PT1H, PT1M",
        "6h, PT6H, PT5M",
        "24h, PT24H, PT15M",
        "7d, PT168H, PT2H",
        "30d, PT720H, PT24H",
        "90d, PT2160H, PT24H",
        "1y, PT8760H, PT168H"
    })
    void coversWhatItSaysAndAtMostTwoStepsMore(String key, Duration length, Duration step) {
        Range range = of("range=" + key);

        assertThat(range.window().step()).isEqualTo(step);
        assertThat(Duration.between(range.window().from(), range.window().to()))
                .isBetween(length, length.plus(step.multipliedBy(2)));
        assertThat(range.window().from()).isBeforeOrEqualTo(NOW.minus(length));
        assertThat(range.window().to()).isAfterOrEqualTo(NOW);
    }

    @Test
    void isTheLastDayIfNothingIsSaid() {
        assertThat(of("").key()).isEqualTo("24h");
    }

    @Test
    void ofOnesOwnEndsNowAtTheLatest() {
        Range range = of("from=2026-03-14T12:00&to=2027-01-01T00:00");

        assertThat(range.key()).isEmpty();
        assertThat(range.window().from()).isEqualTo("2026-03-14T12:00:00Z");
        assertThat(range.window().to())
                .isBeforeOrEqualTo(NOW.plus(range.window().step()));
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-03-14T12:00&to=2026-03-14T11:00",
        "from=2027-01-01",
        "from=1066-10-14",
        "from=-999999999-01-01",
        "to=2026-03-14T11:00"
    })
    void thatCannotBeIsTheUsualOne(String query) {
        assertThat(of(query).key()).isEqualTo("24h");
    }
}
