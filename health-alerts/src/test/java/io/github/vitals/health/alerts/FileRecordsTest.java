package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.vitals.health.shared.RecordLimits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class FileRecordsTest {
    private static final String SPACE = "alerts";

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void listen() {
        file = folder.resolve("alerts.log");
        logged.start();
        logger().addAppender(logged);
        logger().setAdditive(false);
        logger().setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        logger().setLevel(null);
        logger().setAdditive(true);
        logger().detachAppender(logged);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(FileRecords.class);
    }

    private List<String> logged() {
        return logged.list.stream()
                .map(event -> event.getLevel() + " " + event.getMessage())
                .toList();
    }

    private static Map<String, Optional<String>> put(String... keysAndTexts) {
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        for (int i = 0; i < keysAndTexts.length; i += 2) {
            changes.put(keysAndTexts[i], Optional.of(keysAndTexts[i + 1]));
        }
        return changes;
    }

    private static Map<String, Optional<String>> delete(String key) {
        return Map.of(key, Optional.empty());
    }

    /** What is in the file, as a process finds it that starts now. */
    private Map<String, String> reopened() {
        try (FileRecords records = FileRecords.open(file)) {
            return records.read(SPACE);
        }
    }

    private List<String> names(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Nested
    class Kept {
        @Test
        void recordsAreThereAfterARestart() throws Exception {
            try (FileRecords records = FileRecords.open(file)) {
                records.write(SPACE, put("b", "2", "a", "1", "gone", "x"));
                records.write("other", put("a", "another's"));
                records.write(SPACE, put("c", "3", "b", "22"));
                records.write(SPACE, delete("gone"));
                records.write(SPACE, delete("never there"));
                assertThat(records.read(SPACE))
                        .containsExactly(Map.entry("a", "1"), Map.entry("b", "22"), Map.entry("c", "3"));
            }
            assertThat(reopened()).containsExactly(Map.entry("a", "1"), Map.entry("b", "22"), Map.entry("c", "3"));
            try (FileRecords records = FileRecords.open(file)) {
                assertThat(records.read("other")).containsExactly(Map.entry("a", "another's"));
                assertThat(records.read("nothing")).isEmpty();
            }
            assertThat(logged()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "+",
                    "-",
                    "\t",
                    "\n",
                    "\r\n",
                    "\\",
                    "\\t",
                    "\\\\n",
                    "a\\",
                    "\u00e4\u20ac\ud83d\ude00",
                    "{\"a\":\"b\\\"\"}"
                })
        void anyTextComesBackAsItWas(String text) throws Exception {
            try (FileRecords records = FileRecords.open(file)) {
                records.write("space" + text, put("key" + text, text));
                assertThat(records.read("space" + text)).containsExactly(Map.entry("key" + text, text));
            }
            try (FileRecords records = FileRecords.open(file)) {
                assertThat(records.read("space" + text)).containsExactly(Map.entry("key" + text, text));
            }
        }

        @Test
        void whatNoStoreTakesIsKeptAsTheMarkForIt() throws Exception {
            try (FileRecords records = FileRecords.open(file)) {
                records.write(SPACE, put("a\0", "half \ud83d of it"));
                assertThat(records.read(SPACE)).containsExactly(Map.entry("a\ufffd", "half \ufffd of it"));
            }
            assertThat(reopened()).containsExactly(Map.entry("a\ufffd", "half \ufffd of it"));
        }

        @Test
        void whatWasReadStaysAsItWasRead() throws Exception {
            try (FileRecords records = FileRecords.open(file)) {
                records.write(SPACE, put("a", "1"));
                Map<String, String> read = records.read(SPACE);
                records.write(SPACE, put("b", "2"));
                assertThat(read).containsExactly(Map.entry("a", "1"));
                assertThatThrownBy(() -> read.put("c", "3")).isInstanceOf(UnsupportedOperationException.class);
            }
        }

        @Test
        void nothingToWriteWritesNothing() throws Exception {
            try (FileRecords records = FileRecords.open(file)) {
                records.write(SPACE, Map.of());
            }
            assertThat(file).isEmptyFile();
        }

        @Test
        void aThreadThatIsInterruptedWritesAllTheSame() throws Exception {
            try (FileRecords records = FileRecords.open(file, 0)) {
                Thread.currentThread().interrupt();
                for (int i = 0; i < 20; i++) {
                    records.write(SPACE, put("a", "interrupted " + i));
                }
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(reopened()).containsExactly(Map.entry("a", "interrupted 19"));
            assertThat(logged()).isEmpty();
        }

        @Test
        @EnabledOnOs({OS.LINUX, OS.MAC})
        void foldersAreMadeAndNobodyElseMayRead() throws Exception {
            file = folder.resolve("of").resolve("mine").resolve("alerts.log");
            try (FileRecords records = FileRecords.open(file, 0)) {
                records.write(SPACE, put("a", "1"));
                assertPrivate("alerts.log", "alerts.log.lock");
                for (int i = 0; i < 10; i++) {
                    records.write(SPACE, put("a", "shorter again"));
                }
                assertPrivate("alerts.log", "alerts.log.lock");
            }
        }

        private void assertPrivate(String... names) throws IOException {
            assertThat(names(file.getParent())).containsExactly(names);
            for (String name : names) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling(name))))
                        .isEqualTo("rw-------");
            }
        }

        @Test
        @EnabledOnOs({OS.LINUX, OS.MAC})
        void aLinkStaysALink() throws Exception {
            Path real = Files.createDirectory(folder.resolve("real")).resolve("alerts");
            Files.createFile(real);
            Files.createSymbolicLink(file, real);
            try (FileRecords records = FileRecords.open(file, 0)) {
                for (int i = 0; i < 10; i++) {
                    records.write(SPACE, put("a", Integer.toString(i)));
                }
            }
            assertThat(file).isSymbolicLink();
            assertThat(reopened()).containsExactly(Map.entry("a", "9"));
            assertThat(names(real.getParent())).containsExactly("alerts", "alerts.lock");
        }
    }

    @Nested
    class Refused {
        @Test
        void whatIsBeyondTheLimits() throws Exception {
            try (FileRecords records = FileRecords.open(file)) {
                String most = "x".repeat(RecordLimits.LONGEST_NAME);
                records.write(most, put(most, "y".repeat(RecordLimits.LONGEST_TEXT)));
                assertThatThrownBy(() -> records.write(most + "x", put("a", "1")))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("space: 301 characters (expected: 1 to 300 characters)");
                assertThatThrownBy(() -> records.write(SPACE, put("a", "1", "", "2")))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("key: 0 characters (expected: 1 to 300 characters)");
                assertThatThrownBy(() -> records.write(SPACE, put("a", "y".repeat(RecordLimits.LONGEST_TEXT + 1))))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("text: 262145 characters (expected: at most 262144 characters)");
                assertThatThrownBy(() -> records.read("")).isInstanceOf(IllegalArgumentException.class);
                assertThat(records.read(SPACE)).isEmpty();
            }
        }

        @Test
        void aFolder() {
            assertThatThrownBy(() -> FileRecords.open(folder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("file: " + folder + " (expected: a file, which may not be there yet, and no folder)");
        }

        @Test
        void aFileBeneathAFile() throws Exception {
            Files.createFile(file);
            assertThatThrownBy(() -> FileRecords.open(file.resolve("x"))).isInstanceOf(UncheckedIOException.class);
        }

        @Test
        void aFileThatThisProcessHasOpenByWhateverName() throws Exception {
            try (FileRecords records = FileRecords.open(file)) {
                assertThatThrownBy(() -> FileRecords.open(
                                folder.resolve("x").resolve("..").resolve("alerts.log")))
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessage("file: " + file.toRealPath()
                                + " (expected: one that nobody has open; this process has it open)");
                records.write(SPACE, put("a", "1"));
            }
            assertThat(reopened()).containsExactly(Map.entry("a", "1"));
        }

        @Test
        void aWriteAfterItWasClosed() {
            FileRecords records = FileRecords.open(file);
            records.close();
            records.close();
            try (FileRecords another = FileRecords.open(file)) {
                assertThatThrownBy(() -> records.write(SPACE, put("a", "1")))
                        .isInstanceOf(IOException.class)
                        .hasMessage("file: closed (expected: open)");
                records.close();
                assertThatThrownBy(() -> FileRecords.open(file)).hasMessageContaining("has it open");
                assertThat(another.read(SPACE)).isEmpty();
            }
        }
    }

    @Nested
    class Torn {
        /** Whichever byte the power went at: what was whole stays, nothing of the rest is there. */
        @Test
        void aLineThatWasNotWrittenToItsEndIsCutOff() throws Exception {
            long whole;
            try (FileRecords records = FileRecords.open(file)) {
                records.write(SPACE, put("a", "1"));
                whole = Files.size(file);
                records.write(SPACE, put("a", "2", "b", "22"));
            }
            byte[] all = Files.readAllBytes(file);
            for (int length = (int) whole; length < all.length; length++) {
                Files.write(file, Arrays.copyOf(all, length));
                assertThat(reopened()).as("%d bytes", length).containsExactly(Map.entry("a", "1"));
                assertThat(file).hasSize(whole);
            }
            assertThat(logged())
                    .hasSize(all.length - (int) whole - 1)
                    .containsOnly("WARN A file of alerts ended with what was not written to its end, which is cut off");
        }

        @Test
        void anEndThatTheSystemHasMadeRoomForAndNotWrittenIsCutOff() throws Exception {
            try (FileRecords records = FileRecords.open(file)) {
                records.write(SPACE, put("a", "1"));
            }
            try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "rw")) {
                longer.setLength(longer.length() + 5000);
            }
            try (FileRecords records = FileRecords.open(file)) {
                records.write(SPACE, put("b", "2"));
            }
            assertThat(reopened()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
        }

        @Test
        void aNewFileThatWasNotFinishedIsForgotten() throws Exception {
            try (FileRecords records = FileRecords.open(file)) {
                records.write(SPACE, put("a", "1"));
            }
            Files.write(folder.resolve("alerts.log.new"), new byte[100]);
            try (FileRecords records = FileRecords.open(file, 0)) {
                for (int i = 0; i < 10; i++) {
                    records.write(SPACE, put("a", Integer.toString(i)));
                }
            }
            assertThat(reopened()).containsExactly(Map.entry("a", "9"));
            assertThat(names(folder)).containsExactly("alerts.log", "alerts.log.lock");
        }
    }

    @Nested
    class Damaged {
        private long first;
        private long second;

        private byte[] threeLines() throws IOException {
            try (FileRecords records = FileRecords.open(file)) {
                records.write(SPACE, put("a", "1"));
                first = Files.size(file);
                records.write(SPACE, put("b", "2", "b2", "tab\there"));
                second = Files.size(file);
                records.write(SPACE, put("c", "3"));
            }
            return Files.readAllBytes(file);
        }

        /** Whichever byte it is, and whatever becomes of it. */
        @Test
        void aByteOfALineCostsThatLineAtMost() throws Exception {
            byte[] all = threeLines();
            for (int at = (int) first; at < second; at++) {
                for (byte damage : new byte[] {0, '\n', (byte) (all[at] ^ 1)}) {
                    byte[] damaged = all.clone();
                    damaged[at] = damage;
                    if (damage != all[at]) {
                        Files.write(file, damaged);
                        assertThat(reopened())
                                .as("byte %d: %d", at, damage)
                                .containsEntry("a", "1")
                                .containsEntry("c", "3");
                        // Found once, since the file is as it should be from then on.
                        logged.list.clear();
                        reopened();
                        assertThat(logged()).isEmpty();
                    }
                }
            }
        }

        @Test
        void theDamagedFileIsSetAsideAndWritingGoesOn() throws Exception {
            byte[] damaged = threeLines();
            damaged[(int) first + 25] ^= 1;
            Files.write(file, damaged);
            try (FileRecords records = FileRecords.open(file)) {
                assertThat(records.read(SPACE)).containsExactly(Map.entry("a", "1"), Map.entry("c", "3"));
                records.write(SPACE, put("b", "again"));
            }
            assertThat(reopened()).containsKeys("a", "b", "c");
            assertThat(logged())
                    .containsExactly(
                            "ERROR A file of alerts was damaged: what could be read is kept, a copy is set aside");
            Path copy = folder.resolve(names(folder).stream()
                    .filter(name -> name.startsWith("alerts.log.damaged-"))
                    .findFirst()
                    .orElseThrow());
            assertThat(copy).hasBinaryContent(damaged);
            assertThat(logged.list.get(0).getKeyValuePairs().toString())
                    .contains("copy=\"" + copy.toRealPath() + '"', "lines=\"1\"");
        }

        @Test
        void aFileThatIsNoneOfOursIsSetAside() throws Exception {
            Files.writeString(file, "precious\n");
            assertThat(reopened()).isEmpty();
            assertThat(names(folder)).hasSize(3);
            assertThat(file).isEmptyFile();
        }
    }

    @Nested
    class Shortened {
        @Test
        void whenItIsLargeAndMostOfItIsOld() throws Exception {
            Map<String, String> expected = new TreeMap<>();
            try (FileRecords records = FileRecords.open(file, 10_000)) {
                for (int i = 0; i < 2_000; i++) {
                    String key = "key-" + i % 10;
                    String text = "text " + i;
                    records.write(SPACE, put(key, text));
                    expected.put(key, text);
                    assertThat(Files.size(file)).isLessThan(10_100);
                }
                assertThat(records.read(SPACE)).isEqualTo(expected);
            }
            assertThat(reopened()).isEqualTo(expected);
        }

        @Test
        void notWhileMostOfItIsStillKept() throws Exception {
            try (FileRecords records = FileRecords.open(file, 1_000)) {
                Object before = Files.readAttributes(file, "unix:ino").get("ino");
                for (int i = 0; i < 100; i++) {
                    records.write(SPACE, put("key-" + i, "x".repeat(100)));
                    records.write(SPACE, put("key-" + i, "y".repeat(100)));
                }
                assertThat(Files.readAttributes(file, "unix:ino").get("ino")).isEqualTo(before);
            }
        }

        /** A folder in the way of the new file stands for whatever else may be. */
        @Test
        void andIfThatFailsNothingIsLostAndItIsTriedAgainLater() throws Exception {
            Path inTheWay =
                    Files.createDirectories(folder.resolve("alerts.log.new").resolve("x"));
            try (FileRecords records = FileRecords.open(file, 100)) {
                for (int i = 0; i < 10; i++) {
                    records.write(SPACE, put("a", "text " + i));
                }
                assertThat(logged())
                        .contains(
                                "WARN A file of alerts could not be made shorter; it is tried again when it has doubled")
                        .hasSizeBetween(1, 3);
                Files.delete(inTheWay);
                Files.delete(inTheWay.getParent());
                for (int i = 10; i < 100; i++) {
                    records.write(SPACE, put("a", "text " + i));
                }
                assertThat(Files.size(file)).isLessThan(500);
            }
            assertThat(reopened()).containsExactly(Map.entry("a", "text 99"));
        }
    }

    @Nested
    class TakenAway {
        @Test
        void aFolderThatWasRemovedIsMadeAnewWithAllThatWasKept() throws Exception {
            Path own = Files.createDirectory(folder.resolve("own"));
            file = own.resolve("alerts.log");
            try (FileRecords records = FileRecords.open(file)) {
                records.write(SPACE, put("a", "1"));
                Files.delete(file);
                Files.delete(own.resolve("alerts.log.lock"));
                Files.delete(own);
                records.write(SPACE, put("b", "2"));
                assertThatThrownBy(() -> FileRecords.open(file)).hasMessageContaining("has it open");
                records.write(SPACE, put("c", "3"));
            }
            assertThat(reopened()).containsOnlyKeys("a", "b", "c");
            assertThat(logged())
                    .containsExactly("WARN A file of alerts was gone or not as it was left: it is written anew");
        }

        @Test
        void whileAFileIsWhereTheFolderWasWritesFailAndThenGoOn() throws Exception {
            Path own = Files.createDirectory(folder.resolve("own"));
            file = own.resolve("alerts.log");
            try (FileRecords records = FileRecords.open(file)) {
                records.write(SPACE, put("a", "1"));
                Path moved = Files.move(own, folder.resolve("moved"), StandardCopyOption.ATOMIC_MOVE);
                Files.createFile(own);
                assertThatThrownBy(() -> records.write(SPACE, put("b", "2"))).isInstanceOf(IOException.class);
                assertThat(records.read(SPACE)).containsOnlyKeys("a");
                Files.delete(own);
                records.write(SPACE, put("c", "3"));
                assertThat(moved.resolve("alerts.log"))
                        .content(StandardCharsets.UTF_8)
                        .contains("a\t+1")
                        .doesNotContain("c\t");
            }
            assertThat(reopened()).containsOnlyKeys("a", "c");
        }

        @Test
        void aFileThatWasReplacedIsReplacedAgain() throws Exception {
            try (FileRecords records = FileRecords.open(file)) {
                records.write(SPACE, put("a", "1"));
                Path other = Files.writeString(folder.resolve("other"), "rotated");
                Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
                records.write(SPACE, put("b", "2"));
            }
            assertThat(reopened()).containsOnlyKeys("a", "b");
        }

        @Test
        void aFileThatWasCutShortIsWrittenAnew() throws Exception {
            try (FileRecords records = FileRecords.open(file)) {
                records.write(SPACE, put("a", "1"));
                Files.write(file, new byte[0]);
                records.write(SPACE, put("b", "2"));
            }
            assertThat(reopened()).containsOnlyKeys("a", "b");
        }

        @Test
        void whatSomebodyElseHasAddedIsCutOff() throws Exception {
            try (FileRecords records = FileRecords.open(file)) {
                records.write(SPACE, put("a", "1"));
                Files.writeString(file, "half a line", StandardOpenOption.APPEND);
                records.write(SPACE, put("b", "2"));
            }
            assertThat(reopened()).containsOnlyKeys("a", "b");
            assertThat(logged()).isEmpty();
        }
    }
}
