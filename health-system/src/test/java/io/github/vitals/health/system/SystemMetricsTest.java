package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SystemMetricsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void oneCallShowsTheMachineAndClosingTakesItAway() {
        try (SystemMetrics system = SystemMetrics.bindTo(meters)) {
            assertThat(meters.get("system.memory.total").gauge().value()).isPositive();
            assertThat(meters.get("system.cpu.time")
                            .tag("state", "user")
                            .functionCounter()
                            .count())
                    .isPositive();
        }
        assertThat(meters.getMeters()).isEmpty();
    }
}
