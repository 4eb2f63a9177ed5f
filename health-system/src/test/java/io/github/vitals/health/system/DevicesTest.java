package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DevicesTest {
    private final Map<String, Double> present = new TreeMap<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Devices<Double> devices = new Devices<>(
            "lamp",
            registry,
            () -> Optional.of(present),
            (meters, name, figures) ->
                    meters.tagged("lamp", name).gauge("light", "", "How bright it is", figures, light -> light));

    @Test
    void metersComeAndGoWithTheDevices() {
        present.put("a", 1.0);
        devices.follow();
        assertThat(registry.get("light").tag("lamp", "a").gauge().value()).isEqualTo(1);
        present.put("b", 2.0);
        present.remove("a");
        devices.follow();
        assertThat(registry.find("light").gauges()).hasSize(1);
        assertThat(registry.get("light").tag("lamp", "b").gauge().value()).isEqualTo(2);
    }

    @Test
    void meterOfADeviceThatIsGoneIsNotANumberUntilItIsRemoved() {
        present.put("a", 1.0);
        devices.follow();
        present.clear();
        assertThat(registry.get("light").gauge().value()).isNaN();
    }

    @Test
    void noMoreAreShownThanTheMostAndThatIsSaidOnce() {
        for (int i = 0; i < Devices.MOST + 10; i++) {
            present.put("lamp-" + i, 1.0);
        }
        try (Logged logged = new Logged()) {
            devices.follow();
            devices.follow();
            assertThat(registry.getMeters()).hasSize(Devices.MOST);
            assertThat(logged.events()).hasSize(1);
            assertThat(logged.events().get(0).getLevel()).isEqualTo(Level.WARN);
            assertThat(logged.events().get(0).getKeyValuePairs())
                    .anyMatch(pair -> pair.key.equals("kind") && pair.value.equals("lamp"));
        }
    }

    @Test
    void oneThatGoesMakesRoomForOneThatWasLeftOut() {
        for (int i = 0; i <= Devices.MOST; i++) {
            present.put("lamp-" + i, 1.0);
        }
        try (Logged logged = new Logged()) {
            devices.follow();
            assertThat(logged.events()).hasSize(1);
        }
        present.remove("lamp-0");
        devices.follow();
        assertThat(registry.getMeters()).hasSize(Devices.MOST);
    }

    @Test
    void afterTheEndNothingComes() {
        present.put("a", 1.0);
        devices.follow();
        devices.close();
        devices.follow();
        assertThat(registry.getMeters()).isEmpty();
    }
}
