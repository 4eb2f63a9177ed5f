package io.github.vitals.health.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "' 30 ', PT30S",
        "999999999, PT1H",
        "'Thu, 01 Jan 2026 12:00:30 GMT', PT30S",
        "'Thu, 01 Jan 2026 11:00:00 GMT', PT0S",
        "'Fri, 01 Jan 2027 12:00:00 GMT', PT1H"
    })
    void secondsAndDatesAreRead(String field, Duration expected) {
        assertThat(RetryAfter.parse(field, NOW)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "9999999999", "2026-01-01T12:00:30Z"})
    void anythingElseIsNone(String field) {
        assertThat(RetryAfter.parse(field, NOW)).isEmpty();
    }
}
