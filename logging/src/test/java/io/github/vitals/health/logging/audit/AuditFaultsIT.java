package io.github.vitals.health.logging.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.servers.KilledProcess;
import io.github.vitals.health.servers.SmallDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** What becomes of an audit log when its process is killed or its disk is full. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class AuditFaultsIT {
    private static final int KILLS = 8;

    @TempDir
    private Path directory;

    private KilledProcess start() throws IOException {
        return KilledProcess.start(AuditProgram.class, List.of(directory.toString()));
    }

    @Test
    void whatWasAcknowledgedIsInTheChainWheneverTheProcessIsKilled() throws Exception {
        Random random = new Random(9);
        List<String> told = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            try (KilledProcess process = start()) {
                int events = 1 + random.nextInt(60);
                for (int event = 0; event < events; event++) {
                    told.add(process.next());
                }
                told.addAll(process.kill());
            }
            tear(random);
            AuditLog.builder(directory, "audit").open().close();
            assertWhole(told);
        }
    }

    /** What a power failure may leave besides: part of a line that nobody was told of. */
    private void tear(Random random) throws IOException {
        List<Path> files = new AuditFolder(directory).files();
        if (random.nextBoolean()) {
            try (RandomAccessFile file =
                    new RandomAccessFile(files.get(files.size() - 1).toFile(), "rw")) {
                file.seek(file.length());
                file.write("{\"@timestamp\":\"2026-03-14T12".getBytes(), 0, 1 + random.nextInt(28));
            }
        }
    }

    private void assertWhole(List<String> told) throws IOException {
        AuditVerdict verdict = AuditVerifier.of(directory, "audit").verify();
        assertThat(verdict.broken()).isEmpty();
        StringBuilder all = new StringBuilder();
        for (Path file : new AuditFolder(directory).files()) {
            all.append(Files.readString(file));
        }
        assertThat(told).allSatisfy(head -> {
            int colon = head.indexOf(':');
            assertThat(all)
                    .containsPattern("\"audit\\.sequence\":" + head.substring(0, colon) + ",.*\"audit\\.hash\":\""
                            + head.substring(colon + 1));
        });
    }

    @Test
    void anotherProcessHearsThatItIsOpen() throws Exception {
        try (KilledProcess process = start()) {
            process.next();
            assertThatThrownBy(() -> AuditLog.builder(directory, "audit").open())
                    .isInstanceOf(AuditFailedException.class)
                    .hasMessageContaining("is held (expected: one process writes this log, once)");
        }
    }

    @Test
    void onAFullDiskEachCallerHearsItAndLaterTheChainGoesOn() throws Exception {
        try (SmallDisk disk =
                SmallDisk.mount(1).orElseThrow(() -> new TestAbortedException("no disk may be mounted here"))) {
            try (AuditLog audit = AuditLog.builder(disk.folder(), "audit").open()) {
                audit.record(AuditFolder.event(1));
                Path rest = disk.folder().resolve("rest");
                disk.fill(rest);
                fill(audit);
                AuditHead before = audit.head();
                assertThatThrownBy(() -> audit.record(AuditFolder.event(2)))
                        .isInstanceOf(AuditFailedException.class)
                        .hasMessage("audit log audit: not recorded: No space left on device");
                assertThat(AuditVerifier.of(disk.folder(), "audit").verify().ok())
                        .isTrue();
                Files.delete(rest);
                assertThat(audit.record(AuditFolder.event(3)).sequence()).isEqualTo(before.sequence() + 1);
            }
            assertThat(AuditVerifier.of(disk.folder(), "audit").verify().ok()).isTrue();
        }
    }

    /** Until the last block of the file is full too. */
    private static void fill(AuditLog audit) {
        long failed = audit.failed();
        while (audit.failed() == failed) {
            try {
                audit.record(AuditFolder.event(1));
            } catch (AuditFailedException full) {
                assertThat(full).hasMessageContaining("No space left");
            }
        }
    }
}
