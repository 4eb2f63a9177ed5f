package io.github.vitals.health.checks;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** How many file descriptors the process has open, and may have. */
@FunctionalInterface
interface OpenFiles {
    record Count(long open, long max) {}

    Count count();

    /** Null where nobody counts them. */
    @Nullable
    static OpenFiles ofProcess() {
        try {
            return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                    ? () -> new Count(unix.getOpenFileDescriptorCount(), unix.getMaxFileDescriptorCount())
                    : null;
        } catch (NoClassDefFoundError withoutTheModule) {
            return null;
        }
    }
}
