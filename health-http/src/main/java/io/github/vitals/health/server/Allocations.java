package io.github.vitals.health.server;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much memory each thread has taken since it began, in bytes: a count that the JVM keeps anyway, read in 0.1 µs. */
@FunctionalInterface
interface Allocations {
    long of(Thread thread);

    /** Always zero where nobody counts. */
    static Allocations ofProcess() {
        try {
            return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean counting
                            && counting.isThreadAllocatedMemorySupported()
                    ? thread -> counting.getThreadAllocatedBytes(thread.getId())
                    : thread -> 0;
        } catch (NoClassDefFoundError withoutTheModule) {
            return thread -> 0;
        }
    }
}
