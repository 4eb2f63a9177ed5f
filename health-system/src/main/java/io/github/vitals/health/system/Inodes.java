package io.github.vitals.health.system;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import oshi.SystemInfo;
import oshi.software.os.OSFileStore;

/**
 * How many files file systems may have. Neither the JDK nor {@code /proc} tells; OSHI does where it is there, through a
 * native library, once a minute; whoever asks meanwhile is told what was told before, for two minutes. Thread-safe.
 */
final class Inodes {
    private static final long FRESH = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier ticker;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Map<String, Count> byFolder = Map.of();
    private volatile boolean absent;
    private volatile long due;

    Inodes(LongSupplier ticker) {
        this.ticker = ticker;
        this.due = ticker.getAsLong();
    }

    /** NaN where nobody tells. */
    record Count(double all, double free) {
        static final Count UNTOLD = new Count(Double.NaN, Double.NaN);
    }

    /** Of the file system that is mounted on a folder. */
    Count of(Path folder) {
        refresh();
        boolean old = ticker.getAsLong() - due >= FRESH;
        return old ? Count.UNTOLD : byFolder.getOrDefault(folder.toString(), Count.UNTOLD);
    }

    /** Reads them, where that is due and nobody is at it. */
    void refresh() {
        if (!absent && ticker.getAsLong() - due >= 0 && reading.compareAndSet(false, true)) {
            try {
                due = ticker.getAsLong() + FRESH;
                byFolder = read();
            } catch (RuntimeException | LinkageError none) {
                absent = true;
            } finally {
                reading.set(false);
            }
        }
    }

    private static Map<String, Count> read() {
        Map<String, Count> read = new HashMap<>();
        for (OSFileStore store :
                new SystemInfo().getOperatingSystem().getFileSystem().getFileStores(true)) {
            read.put(store.getMount(), count(store));
        }
        return Map.copyOf(read);
    }

    /** Some file systems have as many as fit, and say none. */
    static Count count(OSFileStore store) {
        return store.getTotalInodes() > 0 ? new Count(store.getTotalInodes(), store.getFreeInodes()) : Count.UNTOLD;
    }
}
