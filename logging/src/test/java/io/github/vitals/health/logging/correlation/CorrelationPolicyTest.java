package io.github.vitals.health.logging.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationPolicyTest {
    @Test
    void theStandardBelievesCallersAndDecidesNothingAboutSampling() {
        assertThat(CorrelationPolicy.standard()).isEqualTo(new CorrelationPolicy("X-Request-Id", true, false));
    }

    @Test
    void copiesDifferInOneThing() {
        assertThat(CorrelationPolicy.standard()
                        .withRequestIdHeader("X-Correlation-Id")
                        .withTraceTrusted(false)
                        .withSampled(true))
                .isEqualTo(new CorrelationPolicy("X-Correlation-Id", false, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X Request", "X-Request-Id:", "X\r\nY", "Kennung-\u00e4"})
    void whatIsNoNameOfAHeaderIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorrelationPolicy.standard().withRequestIdHeader(name))
                .withMessage("requestIdHeader: " + name + " (expected: the name of an HTTP header)");
    }
}
