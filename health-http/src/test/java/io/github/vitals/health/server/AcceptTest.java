package io.github.vitals.health.server;

import static org.assertj.core.api.Assertions.assertThat;

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
}
