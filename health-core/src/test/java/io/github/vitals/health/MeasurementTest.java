package io.github.vitals.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    @Test
    void aGaugeHasItsLabelsInOrder() {
        Measurement lag = Measurement.gauge("health.replication.lag", "seconds", 1.5, "replica", "b", "slot", "x");
        assertThat(lag.kind()).isEqualTo(Measurement.Kind.GAUGE);
        assertThat(lag.value()).isEqualTo(1.5);
        assertThat(lag.labels()).containsExactly(Map.entry("replica", "b"), Map.entry("slot", "x"));
    }

    @Test
    void aDurationIsInSeconds() {
        Measurement phase = Measurement.duration("health.http.phase", Duration.ofMillis(250), "phase", "connect");
        assertThat(phase.unit()).isEqualTo("seconds");
        assertThat(phase.value()).isEqualTo(0.25);
    }

    @Test
    void labelsCarryNoSecretsAndStayShort() {
        Measurement gauge =
                Measurement.gauge("a.b", "", 1, "url", "redis://user:hunter2@host/0", "long", "x".repeat(1000));
        assertThat(gauge.labels().get("url")).doesNotContain("hunter2");
        assertThat(gauge.labels().get("long")).hasSize(200);
    }

    @Test
    void whatIsNotValidIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Measurement.gauge("Lag", "", 1))
                .withMessageStartingWith("name: \"Lag\" (expected: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Measurement.gauge("lag", "Seconds", 1))
                .withMessageStartingWith("unit: \"Seconds\" (expected: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Measurement.gauge("lag", "", 1, "check", "x"))
                .withMessageStartingWith("label: \"check\" (expected: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Measurement.gauge("lag", "", 1, "replica"))
                .withMessage("labels: 1 texts (expected: names and values in turn)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Measurement.duration("lag", Duration.ofMillis(-1)))
                .withMessage("value: PT-0.001S (expected: at least zero)");
        assertThatNullPointerException()
                .isThrownBy(() -> HealthResult.up().measured(null))
                .withMessage("measurement: null (expected: a value)");
    }

    @Test
    void aResultKeepsAtMost64() {
        HealthResult result = HealthResult.up();
        for (int i = 0; i < 70; i++) {
            result = result.measured(Measurement.gauge("depth", "", i, "queue", "q" + i));
        }
        assertThat(result.measurements()).hasSize(64);
        assertThat(HealthResult.up().measurements()).isEmpty();
    }
}
