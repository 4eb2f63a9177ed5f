package io.github.vitals.health.system;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What one file system holds. */
record FileSystemMeters(LongSupplier ticker) {
    private static final String BYTES = "bytes";
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    void add(Meters meters, String key, Figures<FileSystemState> state) {
        state.now().map(FileSystemState::mount).ifPresent(mount -> {
            Meters tagged =
                    meters.tagged("mountpoint", mount.mountpoint(), "device", mount.device(), "type", mount.type());
            addState(tagged, state);
            addFigures(tagged, () -> state.now().flatMap(known -> known.figures(ticker.getAsLong())));
        });
    }

    private void addState(Meters meters, Figures<FileSystemState> state) {
        meters.gauge(
                        "system.filesystem.age",
                        "seconds",
                        "How long ago the figures were read; grows while the file system hangs",
                        state,
                        known -> (ticker.getAsLong() - known.when()) / NANOS_PER_SECOND)
                .gauge(
                        "system.filesystem.readonly",
                        "",
                        "1 where nothing can be written",
                        state,
                        known -> known.mount().readOnly() ? 1 : 0);
    }

    private static void addFigures(Meters meters, Figures<Machine.FileSystem> figures) {
        meters.gauge("system.filesystem.size", BYTES, "What it can hold", figures, Machine.FileSystem::size)
                .gauge("system.filesystem.free", BYTES, "What nothing uses", figures, Machine.FileSystem::free)
                .gauge(
                        "system.filesystem.available",
                        BYTES,
                        "What anybody may use of it",
                        figures,
                        Machine.FileSystem::available)
                .gauge(
                        "system.filesystem.inodes",
                        "",
                        "How many files it can hold",
                        figures,
                        Machine.FileSystem::inodes)
                .gauge(
                        "system.filesystem.inodes.free",
                        "",
                        "How many more files it can hold",
                        figures,
                        Machine.FileSystem::inodesFree);
    }
}
