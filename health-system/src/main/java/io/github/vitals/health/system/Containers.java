package io.github.vitals.health.system;

import java.nio.file.Path;
import java.util.List;

/** Finds the container of this process. */
final class Containers {
    private Containers() {}

    /**
     * Looks where the process is once; what it may use and uses there is read anew each time. Where a container has mounted
     * its cgroups is told by the kernel.
     *
     * @param proc {@code /proc}; on systems that have none the container is the machine
     * @param machine whose limits hold where there are none of the container
     */
    static Container find(Path proc, Machine machine) {
        Cgroups cgroups = Cgroups.of(proc.resolve("self"));
        return new ProcessContainer(List.of(v1(cgroups), new CgroupV2(cgroups.v2())), machine, proc);
    }

    private static CgroupV1 v1(Cgroups cgroups) {
        return new CgroupV1(cgroups.v1("cpu"), cgroups.v1("cpuacct"), cgroups.v1("memory"), cgroups.v1("pids"));
    }
}
