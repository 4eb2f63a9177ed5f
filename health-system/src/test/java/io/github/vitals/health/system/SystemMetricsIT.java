package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.vitals.health.servers.KilledProcess;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** What is told, beside what node_exporter tells of the same machine. */
@EnabledOnOs(OS.LINUX)
class SystemMetricsIT {
    /** Ours, and how it tells the same. Processor time is summed up of what is rounded for each processor. */
    private final List<Same> counters = List.of(
            cpu("user"),
            cpu("nice"),
            cpu("system"),
            cpu("idle"),
            cpu("steal"),
            new Same("system.context.switches", List.of(), "node_context_switches_total", List.of(), 0),
            new Same("system.paging.faults", List.of("type", "major"), "node_vmstat_pgmajfault", List.of(), 0),
            disk("system.disk.io", "read", "node_disk_read_bytes_total"),
            disk("system.disk.io", "write", "node_disk_written_bytes_total"),
            disk("system.disk.operations", "read", "node_disk_reads_completed_total"),
            disk("system.disk.operations", "write", "node_disk_writes_completed_total"),
            disk("system.disk.operation.time", "read", "node_disk_read_time_seconds_total"),
            disk("system.disk.operation.time", "write", "node_disk_write_time_seconds_total"),
            loopback("system.network.io", "receive", "node_network_receive_bytes_total"),
            loopback("system.network.io", "transmit", "node_network_transmit_bytes_total"),
            loopback("system.network.packets", "transmit", "node_network_transmit_packets_total"),
            loopback("system.network.dropped", "receive", "node_network_receive_drop_total"),
            new Same("system.tcp.segments", List.of("direction", "receive"), "node_netstat_Tcp_InSegs", List.of(), 0),
            new Same("system.tcp.segments", List.of("direction", "transmit"), "node_netstat_Tcp_OutSegs", List.of(), 0),
            new Same("system.tcp.retransmissions", List.of(), "node_netstat_Tcp_RetransSegs", List.of(), 0),
            new Same("system.tcp.listen.drops", List.of(), "node_netstat_TcpExt_ListenDrops", List.of(), 0),
            new Same(
                    "system.pressure.waiting",
                    List.of("resource", "cpu", "share", "some"),
                    "node_pressure_cpu_waiting_seconds_total",
                    List.of(),
                    1e-3));

    /** Not in memory, as the usual place may be. */
    @TempDir(factory = InTarget.class)
    private Path folder;

    private final ManualTicker ticker = new ManualTicker();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private static final class InTarget implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "load");
        }
    }

    private record Same(String ours, List<String> tags, String theirs, List<String> labels, double rounding) {
        double theirs(NodeExporter.Scrape scrape) {
            return scrape.sum(theirs, labels.toArray(String[]::new));
        }

        @Override
        public String toString() {
            return ours + tags;
        }
    }

    private static Same cpu(String state) {
        double rounding = 0.011 * Runtime.getRuntime().availableProcessors();
        return new Same(
                "system.cpu.time",
                List.of("state", state),
                "node_cpu_seconds_total",
                List.of("mode=\"" + state + "\""),
                rounding);
    }

    /** Of the disks that both of us show. */
    private static Same disk(String ours, String direction, String theirs) {
        try {
            List<String> devices = new LinuxMachine(Roots.own())
                    .disks().stream()
                            .map(disk -> "device=\"" + disk.device() + "\"")
                            .toList();
            return new Same(ours, List.of("direction", direction), theirs, devices, 1e-3);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Same loopback(String ours, String direction, String theirs) {
        List<String> tags = List.of("interface", "lo", "direction", direction);
        return new Same(ours, tags, theirs, List.of("device=\"lo\""), 0);
    }

    private SystemMetrics bind() {
        return new SystemMetrics(
                new LinuxMachine(Roots.own()), Shown.byDefault().withInterfaces(name -> true), ticker, meters);
    }

    /** Of all series that have the tags. */
    private double ours(Same same) {
        return Search.in(meters).name(same.ours()).tags(same.tags().toArray(String[]::new)).functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    /** A counter that is read between two of their scrapes is between what they say. */
    private Map<String, Double> readBetweenTheirs(NodeExporter exporter) throws Exception {
        NodeExporter.Scrape before = exporter.scrape();
        ticker.pass(Duration.ofSeconds(1));
        Map<String, Double> read = new TreeMap<>();
        counters.forEach(same -> read.put(same.toString(), ours(same)));
        NodeExporter.Scrape after = exporter.scrape();
        for (Same same : counters) {
            assertThat(read.get(same.toString()))
                    .as(same.toString())
                    .isBetween(same.theirs(before) - same.rounding(), same.theirs(after) + same.rounding());
        }
        return read;
    }

    @Test
    void countersAgreeWithNodeExporterBeforeAndAfterAKnownLoadAndShowIt() throws Exception {
        try (NodeExporter exporter = NodeExporter.start();
                SystemMetrics system = bind()) {
            long began = System.nanoTime();
            Map<String, Double> before = readBetweenTheirs(exporter);
            try (KilledProcess load = KilledProcess.start(KnownLoad.class, List.of(folder.toString()))) {
                assertThat(load.next()).isEqualTo("done");
            }
            Map<String, Double> after = readBetweenTheirs(exporter);
            double elapsed = (System.nanoTime() - began) / 1e9;
            after.replaceAll((name, count) -> count - before.get(name));
            assertThat(after.get("system.cpu.time[state, user]") + after.get("system.cpu.time[state, system]"))
                    .isBetween(
                            KnownLoad.BURNED.toSeconds() * 0.95,
                            elapsed * Runtime.getRuntime().availableProcessors() + 0.1);
            assertThat(after.get("system.disk.io[direction, write]")).isGreaterThanOrEqualTo(KnownLoad.BYTES);
            assertThat(after.get("system.network.io[interface, lo, direction, transmit]"))
                    .isGreaterThanOrEqualTo(KnownLoad.BYTES);
            assertThat(after.get("system.tcp.segments[direction, transmit]")).isPositive();
        }
    }

    @Test
    void levelsAgreeWithNodeExporter() throws Exception {
        try (NodeExporter exporter = NodeExporter.start();
                SystemMetrics system = bind()) {
            system.look();
            awaitFileSystems();
            NodeExporter.Scrape theirs = exporter.scrape();
            double total = theirs.sum("node_memory_MemTotal_bytes");
            assertThat(gauge("system.memory.total")).isEqualTo(total);
            assertThat(gauge("system.memory.available"))
                    .isCloseTo(theirs.sum("node_memory_MemAvailable_bytes"), within(total / 100));
            assertThat(gauge("system.memory.cached"))
                    .isCloseTo(theirs.sum("node_memory_Cached_bytes"), within(total / 100));
            assertThat(gauge("system.swap.total")).isEqualTo(theirs.sum("node_memory_SwapTotal_bytes"));
            assertThat(gauge("system.files.max")).isEqualTo(theirs.sum("node_filefd_maximum"));
            assertThat(gauge("system.tcp.connections", "state", "listen"))
                    .isCloseTo(theirs.sum("node_tcp_connection_states", "state=\"listen\""), within(20.0));
            assertRootFileSystemAgrees(theirs);
        }
    }

    private void assertRootFileSystemAgrees(NodeExporter.Scrape theirs) {
        double size = theirs.sum("node_filesystem_size_bytes", "mountpoint=\"/\"");
        assertThat(gauge("system.filesystem.size", "mountpoint", "/")).isEqualTo(size);
        assertThat(gauge("system.filesystem.available", "mountpoint", "/"))
                .isCloseTo(theirs.sum("node_filesystem_avail_bytes", "mountpoint=\"/\""), within(size / 100));
        assertThat(gauge("system.filesystem.inodes", "mountpoint", "/"))
                .isEqualTo(theirs.sum("node_filesystem_files", "mountpoint=\"/\""));
        assertThat(gauge("system.filesystem.readonly", "mountpoint", "/"))
                .isEqualTo(theirs.sum("node_filesystem_readonly", "mountpoint=\"/\""));
    }

    private void awaitFileSystems() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> meters.find("system.filesystem.size").gauge() != null);
    }

    private double gauge(String name, String... tags) {
        Gauge gauge = meters.get(name).tags(tags).gauge();
        return gauge.value();
    }

    @Test
    void theScrapeIsWhatPromtoolExpects() throws Exception {
        Path promtool = Tools.require("promtool", "prometheus");
        try (SystemMetrics system = bind()) {
            system.look();
            awaitFileSystems();
            Process check = new ProcessBuilder(promtool.toString(), "check", "metrics")
                    .redirectErrorStream(true)
                    .start();
            check.getOutputStream().write(meters.scrape().getBytes(StandardCharsets.UTF_8));
            check.getOutputStream().close();
            String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(check.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(said).isEmpty();
            assertThat(check.exitValue()).isZero();
        }
    }
}
