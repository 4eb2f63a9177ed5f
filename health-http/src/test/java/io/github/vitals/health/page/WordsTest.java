package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT0.0004S, < 1 ms",
        "PT0.0041S, 4.1 ms",
        "PT0.34S, 340 ms",
        "PT2.04S, 2 s",
        "PT2.5S, 2.5 s",
        "PT45S, 45 s",
        "PT90S, 1 min 30 s",
        "PT12M30S, 12 min",
        "PT3H12M, 3 h 12 min",
        "PT52H, 2 d 4 h",
        "PT8760H, 365 d"
    })
    void durationsAreShort(Duration duration, String words) {
        assertThat(Words.duration(duration)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"PT1S, 1 second", "PT59S, 59 seconds", "PT3H5M, 3 hours", "PT47H, 47 hours", "PT48H, 2 days"})
    void durationsAreSpokenInOneUnit(Duration duration, String words) {
        assertThat(Words.spoken(duration)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 100 %",
        "0.9999999, 99.999 %",
        "0.99995, 99.995 %",
        "0.9995, 99.95 %",
        "0.99, 99.00 %",
        "0.98765, 98.7 %",
        "0.5, 50.0 %",
        "0, 0 %"
    })
    void percentagesAreCutSoThatNothingBadIsRoundedAway(double ratio, String words) {
        assertThat(Words.percent(ratio)).isEqualTo(words);
    }

    @Test
    void noDataIsNotAPercentage() {
        assertThat(Words.percent(OptionalDouble.empty())).isEqualTo("no data");
    }

    @ParameterizedTest
    @CsvSource({"512, 512 B", "1536, 1.5 KiB", "83543000000, 77.8 GiB", "274877906944, 256 GiB"})
    void bytesAreInBinaryUnits(double bytes, String words) {
        assertThat(Words.bytes(bytes)).isEqualTo(words);
    }
}
