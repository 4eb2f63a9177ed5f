package io.github.vitals.health.logging.audit;

import io.github.vitals.health.servers.KilledProcess;
import java.nio.file.Path;

/** Records one event after the other on two threads, and tells of each that is recorded, until it is killed. */
final class AuditProgram {
    private AuditProgram() {}

    /** The argument is the directory. */
    public static void main(String[] arguments) {
        AuditLog audit = AuditLog.builder(Path.of(arguments[0]), "audit")
                .largestFile(20_000)
                .open();
        Runnable recording = () -> {
            for (int number = 0; ; number++) {
                AuditHead head = audit.record(AuditFolder.event(number));
                KilledProcess.tell(head.sequence() + ":" + head.hash());
            }
        };
        new Thread(recording).start();
        recording.run();
    }
}
