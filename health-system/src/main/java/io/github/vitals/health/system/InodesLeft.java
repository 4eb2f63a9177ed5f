package io.github.vitals.health.system;

import io.github.vitals.health.checks.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;

/** How many more files the file system of a path may have, in percent. Thread-safe. */
record InodesLeft(Machine machine, Path path) implements Callable<Figure> {
    @Override
    public Figure call() throws IOException {
        // One that is mounted in several places is listed once, so the device tells which it is.
        String device = Files.getFileStore(path).name();
        return machine.fileSystems().stream()
                .filter(system -> system.device().equals(device) && system.inodes() > 0)
                .max(Comparator.comparingInt(this::nearness))
                .map(this::figure)
                .orElseGet(Wording::untold);
    }

    /** The device of some, such as overlays, is the same for all. */
    private int nearness(Machine.FileSystem system) {
        return path.toAbsolutePath().normalize().startsWith(system.mountpoint())
                ? system.mountpoint().length()
                : -1;
    }

    private Figure figure(Machine.FileSystem system) {
        double percent = 100 * system.inodesFree() / system.inodes();
        return Figure.of(percent)
                .saying(Wording.percent(percent) + " of the inodes of " + path + " are left")
                .detail("inodes", (long) system.inodes())
                .detail("inodesFree", (long) system.inodesFree())
                .detail("mountpoint", system.mountpoint());
    }
}
