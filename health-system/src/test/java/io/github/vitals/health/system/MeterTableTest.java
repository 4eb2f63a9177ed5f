package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The guide lists every meter: its name, the one that Prometheus sees, which tells unit and kind, and its labels. */
@EnabledOnOs(OS.LINUX)
class MeterTableTest {
    private static final Path GUIDE = Path.of("..", "docs", "guides", "system.md");

    @TempDir
    private Path folder;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void theGuideListsEveryMeterAndNoOther() throws IOException {
        Kernel kernel = Kernel.RECENT.copiedTo(folder);
        Kernel.write(kernel.roots().sys().resolve("class/net/eth0/speed"), "1000\n".getBytes());
        try (SystemMetrics system =
                new SystemMetrics(kernel.machine(), Shown.byDefault(), System::nanoTime, registry)) {
            system.with(new Everything());
            system.look();
            Set<String> told = inTheGuide();
            // Those of file systems are made on another thread, and those of inodes last.
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .untilAsserted(() -> assertThat(made()).isEqualTo(told));
        }
    }

    private Set<String> made() {
        return registry.getMeters().stream()
                .map(meter -> row(meter.getId()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyMeterIsDescribed() {
        try (SystemMetrics system =
                new SystemMetrics(Kernel.RECENT.machine(), Shown.byDefault(), System::nanoTime, registry)) {
            assertThat(registry.getMeters())
                    .allSatisfy(
                            meter -> assertThat(meter.getId().getDescription()).isNotBlank());
        }
    }

    private String row(Meter.Id id) {
        String labels = id.getTags().stream().map(Tag::getKey).sorted().collect(Collectors.joining(", "));
        String seen = registry.config().namingConvention().name(id.getName(), id.getType(), id.getBaseUnit());
        boolean counter = id.getType() == Meter.Type.COUNTER && !seen.endsWith("_total");
        return String.join(" | ", "`" + id.getName() + "`", "`" + seen + (counter ? "_total" : "") + "`", labels);
    }

    private static Set<String> inTheGuide() throws IOException {
        return Files.readAllLines(GUIDE).stream()
                .filter(line -> line.startsWith("| `system.") || line.startsWith("| `container."))
                .map(line -> line.split("\\|", -1))
                .map(cells -> String.join(" | ", cells[1].strip(), cells[2].strip(), sorted(cells[3])))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sorted(String labels) {
        return Set.of(labels.strip().split(", ", -1)).stream().sorted().collect(Collectors.joining(", "));
    }

    /** A container of which everything is told. */
    private static final class Everything implements Container {
        @Override
        public boolean present() {
            return true;
        }

        @Override
        public double cpuLimit() {
            return 1;
        }

        @Override
        public Cpu cpu() {
            return new Cpu(1, 1);
        }

        @Override
        public Throttling throttling() {
            return new Throttling(1, 1, 1);
        }

        @Override
        public Memory memory() {
            return new Memory(1, 1, 1);
        }

        @Override
        public MemoryEvents memoryEvents() {
            return new MemoryEvents(1, 1);
        }

        @Override
        public Tasks tasks() {
            return new Tasks(1, 1);
        }

        @Override
        public Map<Pressure.Of, Pressure> pressure() {
            return Map.of(Pressure.Of.CPU, new Pressure(1, 1));
        }
    }
}
