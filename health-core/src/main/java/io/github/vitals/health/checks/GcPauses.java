package io.github.vitals.health.checks;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The time for which the application stood still for garbage collection, since the JVM started. */
final class GcPauses {
    private static final String PAUSES = " Pauses";
    private static final String CYCLES = " Cycles";

    private static final List<GarbageCollectorMXBean> BEANS = pausing();

    private GcPauses() {}

    static long totalMillis() {
        long total = 0;
        for (GarbageCollectorMXBean bean : BEANS) {
            total += Math.max(0, bean.getCollectionTime()); // -1 where it is not told
        }
        return total;
    }

    /** Whether a collector's time is pauses: all but the cycles of one that reports its pauses apart. */
    static boolean pauses(String name, Set<String> names) {
        return !name.endsWith(CYCLES) || !names.contains(name.substring(0, name.length() - CYCLES.length()) + PAUSES);
    }

    private static List<GarbageCollectorMXBean> pausing() {
        List<GarbageCollectorMXBean> all = ManagementFactory.getGarbageCollectorMXBeans();
        Set<String> names = all.stream().map(GarbageCollectorMXBean::getName).collect(Collectors.toUnmodifiableSet());
        return all.stream().filter(bean -> pauses(bean.getName(), names)).toList();
    }
}
