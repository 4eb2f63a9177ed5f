package io.github.vitals.health.system;

import io.github.vitals.health.checks.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;

/** How many more files the file system of a path may have, in percent. Thread-safe. */
record InodesLeft(FileSystems.Mounts mounts, Path path) implements Callable<Figure> {
    @Override
    public Figure call() throws IOException {
        // One that is mounted in several places is listed once, so the device tells which it is.
        String device = Files.getFileStore(path).name();
        Optional<Machine.Mount> mount = mounts.list().stream()
                .filter(one -> one.device().equals(device))
                .max(Comparator.comparingInt(this::nearness));
        if (mount.isEmpty()) {
            return Wording.untold();
        }
        mounts.readInodes();
        return figure(mounts.read(mount.get()));
    }

    /** The device of some, such as overlays, is the same for all. */
    private int nearness(Machine.Mount mount) {
        return path.toAbsolutePath().normalize().startsWith(mount.mountpoint())
                ? mount.mountpoint().length()
                : -1;
    }

    private Figure figure(Machine.FileSystem system) {
        if (!(system.inodes() > 0)) {
            return Wording.untold();
        }
        double percent = 100 * system.inodesFree() / system.inodes();
        return Figure.of(percent)
                .saying(Wording.percent(percent) + " of the inodes of " + path + " are left")
                .detail("inodes", (long) system.inodes())
                .detail("inodesFree", (long) system.inodesFree())
                .detail("mountpoint", system.mountpoint());
    }
}
