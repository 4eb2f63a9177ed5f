package io.github.vitals.health.system;

import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds who tells of the machine. */
final class Machines {
    private static final Logger log = LoggerFactory.getLogger(SystemMetrics.class);

    private Machines() {}

    /** Linux itself; else OSHI where it is there; else the JDK, which knows little. */
    static Machine find(Roots roots) {
        return Files.isReadable(roots.proc().resolve("stat")) ? new LinuxMachine(roots) : other();
    }

    /** That of a system other than Linux. */
    static Machine other() {
        try {
            return new OshiMachine(System::nanoTime);
        } catch (LinkageError | RuntimeException absent) {
            log.atInfo()
                    .addKeyValue("dependency", "com.github.oshi:oshi-core")
                    .log("Only what the JDK tells of this machine is shown; with OSHI as a dependency there is more");
            return new JdkMachine();
        }
    }
}
