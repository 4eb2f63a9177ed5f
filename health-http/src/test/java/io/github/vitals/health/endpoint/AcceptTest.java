package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | 1",
                "deflate, GZIP;q=0.5 | 0.5",
                "gzip ; q = 0.5 | 1",
                "gzip; level=9; q=0.2 | 0.2",
                "gzip;q=0 | 0",
                "gzip;q=much | 0",
                "gzip;q=2 | 0",
                "* | 0",
                "gzipped | 0",
                "'' | 0"
            })
    void readsTheWeightOfAValueThatIsNamed(String header, double weight) {
        assertThat(Accept.weight(header, "gzip")).isEqualTo(weight);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "'' | a/json",
                "*/* | a/json",
                "b/json | b/json",
                "B/JSON | b/json",
                "b/json, a/json | b/json",
                "a/json;q=0.5, b/json;q=0.6 | b/json",
                "b/json;q=0.5, */*;q=0.5 | b/json",
                "b/json;q=0.4, */*;q=0.5 | a/json",
                "b/* | b/json",
                "b/json;q=0, b/* | none",
                "text/html, */*;q=0.8 | a/json",
                "image/png | none",
                "*/*;q=0 | none",
                ",,; | none"
            })
    void choosesWhatTheCallerPrefers(String header, @Nullable String type) {
        assertThat(Accept.preferred(header, List.of("a/json", "b/json")).orElse(null))
                .isEqualTo(type);
    }
}
