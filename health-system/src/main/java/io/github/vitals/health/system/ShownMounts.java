package io.github.vitals.health.system;

import java.io.IOException;
import java.util.List;

/** The file systems of a machine that are shown. */
record ShownMounts(Machine machine, Shown shown) implements FileSystems.Mounts {
    @Override
    public List<Machine.Mount> list() throws IOException {
        return machine.mounts(shown.network()).stream()
                .filter(mount -> shown.fileSystems().test(mount.mountpoint()))
                .toList();
    }

    @Override
    public void readInodes() {
        machine.readInodes();
    }

    @Override
    public Machine.FileSystem read(Machine.Mount mount) throws IOException {
        return machine.fileSystem(mount);
    }
}
