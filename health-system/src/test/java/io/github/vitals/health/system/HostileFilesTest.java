package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands where the kernel's figures should, a scrape goes on, and no counter falls. */
class HostileFilesTest {
    @TempDir
    private Path folder;

    private final ManualTicker ticker = new ManualTicker();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    static Stream<Arguments> contents() {
        return Stream.<Map.Entry<String, UnaryOperator<String>>>of(
                        Map.entry("nothing", text -> ""),
                        Map.entry("a line's end", text -> "\n"),
                        Map.entry("cut off in the middle", text -> text.substring(0, text.length() / 2)),
                        Map.entry("cut off after a word", text -> text.substring(0, Math.max(0, text.indexOf(' ')))),
                        Map.entry("letters for numbers", text -> text.replaceAll("\\d+", "seven")),
                        Map.entry("huge numbers", text -> text.replaceAll("\\d+", "9".repeat(30))),
                        Map.entry("numbers that nothing holds", text -> text.replaceAll("\\d+", "9".repeat(400))),
                        Map.entry("negative numbers", text -> text.replaceAll("\\d+", "-1")),
                        Map.entry("colons", text -> text.replace(' ', ':')),
                        Map.entry("bytes of any kind", text -> random(text.length())),
                        Map.entry("zeros", text -> "\0".repeat(text.length())),
                        Map.entry("one endless line", text -> text.replace('\n', ' ')),
                        Map.entry("every line a hundred times", text -> text.repeat(100)))
                .map(entry -> Arguments.argumentSet(entry.getKey(), entry.getValue()));
    }

    private static String random(int length) {
        StringBuilder text = new StringBuilder();
        new Random(7).ints(length, 0, 256).forEach(c -> text.append((char) c));
        return text.toString();
    }

    private void make(Kernel kernel, UnaryOperator<String> content) {
        for (Path file : kernel.files()) {
            String told = new String(Kernel.bytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
            Kernel.write(file, content.apply(told).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        }
    }

    private SystemMetrics bind(Kernel kernel) {
        return new SystemMetrics(kernel.machine(), Shown.byDefault(), ticker, registry);
    }

    private Map<Meter.Id, Double> counts() {
        Map<Meter.Id, Double> counts = new HashMap<>();
        for (Meter meter : registry.getMeters()) {
            for (Measurement measurement : meter.measure()) {
                assertThat(measurement.getValue()).isNotInfinite();
            }
            if (meter instanceof FunctionCounter counter) {
                counts.put(meter.getId(), counter.count());
            }
        }
        return counts;
    }

    @ParameterizedTest
    @MethodSource("contents")
    void fromTheBeginningTheyHarmNothing(UnaryOperator<String> content) {
        Kernel kernel = Kernel.RECENT.copiedTo(folder);
        make(kernel, content);
        try (SystemMetrics system = bind(kernel)) {
            system.look();
            counts();
        }
    }

    @ParameterizedTest
    @MethodSource("contents")
    void inTheMidstNoCounterFalls(UnaryOperator<String> content) {
        Kernel kernel = Kernel.RECENT.copiedTo(folder);
        try (SystemMetrics system = bind(kernel)) {
            system.look();
            Map<Meter.Id, Double> before = counts();
            assertThat(before).hasSizeGreaterThan(30);
            make(kernel, content);
            ticker.pass(Duration.ofSeconds(15));
            counts().forEach((id, count) -> assertThat(count).as(id.toString()).isGreaterThanOrEqualTo(before.get(id)));
            system.look();
            counts();
        }
    }
}
