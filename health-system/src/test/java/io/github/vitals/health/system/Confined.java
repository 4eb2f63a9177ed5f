package io.github.vitals.health.system;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The program in a {@link ConfinedProcess}. For each line that it reads it does something, and prints its meters. */
final class Confined {
    static final String LOOK = "look";
    static final String BURN = "burn";
    static final String SIP = "sip";
    static final String FILL = "fill";

    private static final int MEGABYTES = 64;

    private static byte[] kept = {};

    private Confined() {}

    public static void main(String[] arguments) throws IOException {
        Path proc = Path.of("/proc");
        AtomicLong ticks = new AtomicLong();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Meters meters = new Meters(registry)) {
            ContainerMeters.add(
                    meters,
                    Containers.find(proc, new LinuxMachine(proc, Path.of("/sys"))),
                    () -> ticks.addAndGet(Duration.ofSeconds(2).toNanos()));
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                act(line);
                double before = processTime() / 1e9;
                String shown =
                        registry.getMeters().stream().map(Confined::shown).collect(Collectors.joining(" "))
                                + " version2.time=" + version2Time(proc);
                System.out.println(shown + " process.time.before=" + before + " process.time.after="
                        + processTime() / 1e9 + " process.kept=" + kept.length);
            }
        }
    }

    private static void act(String line) {
        if (line.equals(BURN)) {
            burn(Duration.ofMillis(200));
        } else if (line.equals(SIP)) {
            burn(Duration.ofMillis(10));
        } else if (line.equals(FILL)) {
            kept = new byte[MEGABYTES << 20];
            Arrays.fill(kept, (byte) 1);
        }
    }

    private static void burn(Duration time) {
        long end = processTime() + time.toNanos();
        while (processTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** Of which the meters here have that of version 1. */
    private static double version2Time(Path proc) throws IOException {
        Container.Cpu cpu = new CgroupV2(Cgroups.of(proc.resolve("self")).v2()).cpu();
        return cpu.user() + cpu.system();
    }

    private static long processTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static String shown(Meter meter) {
        String tags = meter.getId().getTags().stream()
                .map(tag -> "." + tag.getValue())
                .collect(Collectors.joining());
        Measurement value = meter.measure().iterator().next();
        return String.format(Locale.ROOT, "%s%s=%.6f", meter.getId().getName(), tags, value.getValue());
    }
}
