package io.github.vitals.health.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;

/** How many file descriptors the process has open, and may have; each connection is one. */
@FunctionalInterface
interface OpenFiles {
    record Count(long open, long most) {}

    Count count();

    /** None of as many as one wants, where nobody counts them. */
    static OpenFiles ofProcess() {
        OpenFiles uncounted = () -> new Count(0, Long.MAX_VALUE);
        try {
            return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                    ? () -> count(unix)
                    : uncounted;
        } catch (NoClassDefFoundError withoutTheModule) {
            return uncounted;
        }
    }

    private static Count count(UnixOperatingSystemMXBean unix) {
        long most = unix.getMaxFileDescriptorCount();
        // Linux 6.2 and later tells without counting, and without a descriptor for it.
        long told = new File("/proc/self/fd").length();
        return new Count(told > 0 ? told : counted(unix, most), most);
    }

    private static long counted(UnixOperatingSystemMXBean unix, long most) {
        try {
            return unix.getOpenFileDescriptorCount();
        } catch (InternalError noneLeftToCountWith) {
            return most;
        }
    }
}
