package io.github.vitals.health.checks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The memory pools of the heap, and which of them hold what survives collections. */
record HeapPools(List<Pool> all) {
    static final HeapPools REAL = new HeapPools(ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(bean -> bean.getType() == MemoryType.HEAP)
            .map(bean -> new Pool(bean.getName(), bean::getCollectionUsage))
            .toList());

    /** What was left in the pool after its last collection is null where the JVM does not tell. */
    record Pool(String name, Supplier<@Nullable MemoryUsage> afterCollection) {
        private boolean holdsLongLived() {
            String lower = name.toLowerCase(Locale.ROOT);
            return lower.contains("old") || lower.contains("tenured");
        }
    }

    /** Empty where the pools are none that we know how to read. */
    List<Pool> survivors() {
        List<Pool> longLived = all.stream().filter(Pool::holdsLongLived).toList();
        return longLived.isEmpty() && all.size() == 1 ? all : longLived;
    }

    List<String> names() {
        return all.stream().map(Pool::name).toList();
    }
}
