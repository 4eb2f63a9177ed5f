package io.github.vitals.health.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** How many file descriptors the process has open, and may have; each connection is one. */
@FunctionalInterface
interface OpenFiles {
    record Count(long open, long most) {}

    Count count();

    /** Empty where nobody counts them. */
    static Optional<OpenFiles> ofProcess() {
        try {
            return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                    ? Optional.of(() -> count(unix))
                    : Optional.empty();
        } catch (NoClassDefFoundError withoutTheModule) {
            return Optional.empty();
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
