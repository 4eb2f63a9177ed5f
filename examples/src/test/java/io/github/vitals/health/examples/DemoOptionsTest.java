package io.github.vitals.health.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoOptionsTest {
    @Test
    void nothingMeansTheDefaults() {
        assertThat(DemoOptions.parse()).isEqualTo(new DemoOptions(Optional.empty(), 8081, 8080, false));
    }

    @Test
    void eachFlagIsTaken() {
        assertThat(DemoOptions.parse("--port", "9001", "--with-prometheus", "--app-port", "0", "--for", "5s"))
                .isEqualTo(new DemoOptions(Optional.of(Duration.ofSeconds(5)), 9001, 0, true));
    }

    @ParameterizedTest
    @CsvSource({"60s,PT60S", "90,PT90S", "2m,PT2M", "1h,PT1H", "PT1M30S,PT90S", "PT0.5S,PT0.5S"})
    void timesAreWrittenInSeveralWays(String text, Duration expected) {
        assertThat(DemoOptions.parse("--for", text).lasting()).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0s", "-5s", "soon", "5 s", "5d", "PT-1S", "", "99999999"})
    void anythingElseIsNoTime(String text) {
        assertThatThrownBy(() -> DemoOptions.parse("--for", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--for: " + text + " (expected: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "-1", "http", "", "8081x", "99999999999999999999"})
    void portsAreWithinWhatThereIs(String text) {
        assertThatThrownBy(() -> DemoOptions.parse("--port", text))
                .hasMessage("--port: " + text + " (expected: 0 to 65535)");
        assertThatThrownBy(() -> DemoOptions.parse("--app-port", text))
                .hasMessage("--app-port: " + text + " (expected: 0 to 65535)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prot", "8081", "-p", "--port=8081"})
    void whatIsNotKnownIsNamed(String argument) {
        assertThatThrownBy(() -> DemoOptions.parse(argument)).hasMessage("unknown argument: " + argument);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--app-port", "--for"})
    void aFlagWithoutItsValueIsNamed(String flag) {
        assertThatThrownBy(() -> DemoOptions.parse(flag)).hasMessageStartingWith(flag + ": nothing (expected: ");
    }

    @Test
    void theSamePortTwiceIsRefusedUnlessAnyWillDo() {
        assertThatThrownBy(() -> DemoOptions.parse("--port", "8080")).hasMessageContaining("--app-port, 8080");
        assertThat(DemoOptions.parse("--port", "0", "--app-port", "0").port()).isZero();
    }
}
