package io.github.vitals.health.system;

import java.io.IOException;
import java.util.List;

/**
 * The cgroup of the process and those it is in, its own first, up to the highest that can be seen; without the root of
 * them all, which is the machine. Empty where that is the process's own, or where there is none.
 */
record Cgroup(List<CgroupFolder> way) {
    static final Cgroup NONE = new Cgroup(List.of());

    /** What one of them may use; NaN where it has no limit. */
    @FunctionalInterface
    interface Limit {
        double of(CgroupFolder folder) throws IOException;
    }

    boolean present() {
        return !way.isEmpty();
    }

    CgroupFolder own() {
        return way.isEmpty() ? CgroupFolder.NOWHERE : way.get(0);
    }

    /**
     * The one whose limit holds, as it is the lowest; where there is none, the first that has the file. What counts
     * against a limit are the figures of that one, not those of the process's own: it may be shared with others.
     */
    CgroupFolder holder(String file, Limit limit) throws IOException {
        CgroupFolder holder = first(file);
        double lowest = Double.POSITIVE_INFINITY;
        for (CgroupFolder folder : way) {
            double one = limit.of(folder);
            if (one >= 0 && one < lowest) {
                lowest = one;
                holder = folder;
            }
        }
        return holder;
    }

    private CgroupFolder first(String file) {
        return way.stream().filter(folder -> folder.has(file)).findFirst().orElse(own());
    }

    /** These files are the same in both versions. */
    Container.Tasks tasks() throws IOException {
        CgroupFolder holder = holder("pids.max", folder -> folder.number("pids.max"));
        return new Container.Tasks(holder.number("pids.current"), holder.number("pids.max"));
    }
}
