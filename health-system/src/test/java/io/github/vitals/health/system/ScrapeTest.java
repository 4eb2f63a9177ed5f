package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scrape reads, as the JVM itself records it. */
class ScrapeTest {
    private static final ConditionFactory SOON = Awaitility.await().pollInterval(Duration.ofMillis(5));

    @TempDir
    private Path folder;

    private final ManualTicker ticker = new ManualTicker();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private void scrape() {
        registry.getMeters().forEach(meter -> meter.measure().forEach(Measurement::getValue));
    }

    /** How often each file was read to its end. */
    private Map<String, Integer> readsOf(Path proc, Runnable work) throws Exception {
        Path file = folder.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileRead").withoutThreshold();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        Map<String, Integer> reads = new TreeMap<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            String path = String.valueOf(event.getString("path"));
            if (event.getBoolean("endOfFile") && path.startsWith(proc.toString())) {
                reads.merge(proc.relativize(Path.of(path)).toString(), 1, Integer::sum);
            }
        }
        Files.delete(file);
        return reads;
    }

    @Test
    void eachFileIsReadOnceInAScrapeAndNoneThatMayTakeLong() throws Exception {
        Kernel kernel = Kernel.RECENT.copiedTo(folder.resolve("kernel"));
        try (SystemMetrics system = new SystemMetrics(kernel.machine(), Shown.byDefault(), ticker, registry)) {
            system.look();
            SOON.until(() -> registry.find("system.filesystem.size").gauge() != null);
            ticker.pass(Duration.ofSeconds(1));
            assertThat(readsOf(kernel.roots().proc(), this::scrape))
                    .containsOnlyKeys(
                            "stat",
                            "loadavg",
                            "meminfo",
                            "vmstat",
                            "uptime",
                            "sys/fs/file-nr",
                            "diskstats",
                            "1/net/dev",
                            "1/net/snmp",
                            "1/net/netstat",
                            "pressure/cpu",
                            "pressure/memory",
                            "pressure/io")
                    .allSatisfy((name, times) -> assertThat(times).as(name).isEqualTo(1));
            assertThat(readsOf(kernel.roots().proc(), this::scrape))
                    .as("within the same second")
                    .isEmpty();
        }
    }
}
