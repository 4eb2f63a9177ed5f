package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.servers.KilledProcess;
import io.github.vitals.health.servers.SmallDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** What becomes of a file when its process is killed or its disk is full. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class FileRecordsIT {
    private static final int KILLS = 12;

    @TempDir
    private Path folder;

    private static SmallDisk disk(int megabytes) {
        return SmallDisk.mount(megabytes)
                .orElseThrow(() -> new TestAbortedException("no file system may be mounted here"));
    }

    @Test
    void afterEveryKillAllThatWasToldOfIsThereAndNothingByHalves() throws Exception {
        Path file = folder.resolve("alerts.log");
        Random random = new Random(7);
        int last = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            try (KilledProcess process = FileRecordsProgram.start(file, last + 1)) {
                last = FileRecordsProgram.killAfter(process, 1 + random.nextInt(40));
            }
            last = FileRecordsProgram.assertWhole(file, last);
        }
        assertThat(last).isGreaterThan(KILLS);
    }

    @Test
    void onlyOneProcessHasItOpen() throws Exception {
        Path file = folder.resolve("alerts.log");
        try (KilledProcess process = FileRecordsProgram.start(file, 1)) {
            process.next();
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> FileRecords.open(file))
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessage("file: " + file.toRealPath()
                                + " (expected: one that nobody has open; another process has it open)");
            }
            FileRecordsProgram.assertWhole(file, FileRecordsProgram.killAfter(process, 1));
        }
    }

    @Test
    void onAFullDiskNothingOfABatchIsWrittenAndLaterAllOfIt() throws Exception {
        try (SmallDisk disk = disk(1)) {
            Path file = disk.folder().resolve("alerts.log");
            Map<String, String> written = new TreeMap<>();
            try (FileRecords records = FileRecords.open(file)) {
                int refused = fill(records, written);
                long size = Files.size(file);
                String key = "key-" + refused;
                assertThatThrownBy(() -> records.write("space", large(key)))
                        .isInstanceOf(IOException.class)
                        .hasMessage("No space left on device");
                assertThat(Files.size(file)).isEqualTo(size);
                assertThat(records.read("space")).isEqualTo(written);
                disk.grow(4);
                records.write("space", large(key));
                written.put(key, large(key).get(key).orElseThrow());
                assertThat(records.read("space")).isEqualTo(written);
            }
            try (FileRecords records = FileRecords.open(file)) {
                assertThat(records.read("space")).isEqualTo(written);
            }
        }
    }

    /** Gives the number of the one that was refused. */
    private static int fill(FileRecords records, Map<String, String> written) {
        for (int i = 0; ; i++) {
            String key = "key-" + i;
            try {
                records.write("space", large(key));
                written.put(key, large(key).get(key).orElseThrow());
            } catch (IOException full) {
                assertThat(written).isNotEmpty();
                return i;
            }
        }
    }

    private static Map<String, Optional<String>> large(String key) {
        return Map.of(key, Optional.of(key.repeat(10_000)));
    }

    /** There is room for two lines more, but not for a new file then. */
    @Test
    void onAFullDiskTheFileIsMadeShorterLaterAndNothingIsLost() throws Exception {
        try (SmallDisk disk = disk(1)) {
            Path file = disk.folder().resolve("alerts.log");
            try (FileRecords records = FileRecords.open(file, 1_000)) {
                overwrite(records, 0, 3);
                Path ballast = disk.folder().resolve("ballast");
                long free = Files.getFileStore(ballast.getParent()).getUsableSpace();
                Files.write(ballast, new byte[(int) free - 8_192]);
                overwrite(records, 3, 5);
                assertThatThrownBy(() -> overwrite(records, 5, 6)).isInstanceOf(IOException.class);
                assertThat(records.read("space").values()).containsExactly(overwritten(4));
                assertThat(Files.size(file)).isGreaterThan(20_000);
                Files.delete(ballast);
                overwrite(records, 6, 30);
                assertThat(Files.size(file)).isLessThan(20_000);
            }
            try (FileRecords records = FileRecords.open(file)) {
                assertThat(records.read("space").values()).containsExactly(overwritten(29));
            }
        }
    }

    private static void overwrite(FileRecords records, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            records.write("space", Map.of("key", Optional.of(overwritten(i))));
        }
    }

    private static String overwritten(int number) {
        return number + "x".repeat(4_000);
    }
}
