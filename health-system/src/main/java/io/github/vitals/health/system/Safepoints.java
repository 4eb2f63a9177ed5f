package io.github.vitals.health.system;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How often, and for how long the JVM let all threads stand still, for the garbage collector and for other work of its
 * own. HotSpot counts it in its performance data; there are none with {@code -XX:-UsePerfData} or
 * {@code -XX:+PerfDisableSharedMem}, in other JVMs, and where {@code /tmp} cannot be written to. Thread-safe.
 */
final class Safepoints implements AutoCloseable {
    private static final String COUNT = "sun.rt.safepoints";

    /** Since all threads stood still. */
    private static final String TIME = "sun.rt.safepointTime";

    private static final String SYNC_TIME = "sun.rt.safepointSyncTime";
    private static final String FREQUENCY = "sun.os.hrt.frequency";

    /** The same number as that of the management bean. */
    private static final String START = "sun.rt.vmInitDoneTime";

    /** Times in seconds: from the first thread that stood still to the last that went on, and of it until all did. */
    record Stops(double count, double time, double syncTime) {}

    private final PerformanceData data;
    private final double frequency;

    private Safepoints(PerformanceData data, double frequency) {
        this.data = data;
        this.frequency = frequency;
    }

    /** Those of this JVM. */
    static Optional<Safepoints> find() {
        String user = "hsperfdata_" + System.getProperty("user.name");
        String pid = Long.toString(ProcessHandle.current().pid());
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        // On Linux it is /tmp whatever the property says.
        return Stream.of("/tmp", System.getProperty("java.io.tmpdir"))
                .flatMap(folder -> open(folder, user, pid, start).stream())
                .findFirst();
    }

    private static Optional<Safepoints> open(String folder, String user, String pid, long start) {
        try {
            return Optional.of(open(Path.of(folder, user, pid), start));
        } catch (IOException | RuntimeException none) {
            return Optional.empty();
        }
    }

    /** The start tells this JVM from one of another container that has the same number and the same folder. */
    static Safepoints open(Path file, long start) throws IOException {
        PerformanceData data = PerformanceData.open(file);
        try {
            Safepoints safepoints = new Safepoints(data, data.value(FREQUENCY));
            if (data.value(START) != start || safepoints.frequency <= 0) {
                throw new IOException("performance data: of another JVM (expected: of this one)");
            }
            safepoints.read();
            return safepoints;
        } catch (IOException | RuntimeException unusable) {
            data.close();
            throw unusable;
        }
    }

    synchronized Stops read() throws IOException {
        double sync = data.value(SYNC_TIME) / frequency;
        return new Stops(data.value(COUNT), sync + data.value(TIME) / frequency, sync);
    }

    @Override
    public synchronized void close() {
        try {
            data.close();
        } catch (IOException unlikely) {
            // It was only read.
        }
    }
}
