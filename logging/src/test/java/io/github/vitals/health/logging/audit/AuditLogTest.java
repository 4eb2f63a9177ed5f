package io.github.vitals.health.logging.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogTest {
    @TempDir
    private Path directory;

    private AuditFolder folder;

    @BeforeEach
    void lookInto() {
        folder = new AuditFolder(directory);
    }

    private AuditVerdict verdict() {
        return folder.verifier().verify();
    }

    @Nested
    class ALine {
        private String written(AuditEvent event) throws IOException {
            try (AuditLog audit = folder.builder().open()) {
                audit.record(event);
            }
            return folder.lines(0).get(0);
        }

        @Test
        void saysWhoDidWhatToWhatAndHowItEnded() throws IOException {
            String line = written(AuditEvent.of("order-refunded")
                    .user("jane")
                    .target("order 4711")
                    .category("database")
                    .outcome(AuditOutcome.FAILURE)
                    .message("Refused: \"too late\"")
                    .with("labels.amount", 120)
                    .with("labels.late", true));
            assertThat(line)
                    .startsWith("{\"@timestamp\":\"2026-03-14T12:00:00Z\",\"event.kind\":\"event\","
                            + "\"event.action\":\"order-refunded\",\"event.outcome\":\"failure\","
                            + "\"user.name\":\"jane\",\"labels.target\":\"order 4711\",\"event.category\":\"database\","
                            + "\"message\":\"Refused: \\\"too late\\\"\",\"labels.amount\":120,\"labels.late\":true,"
                            + "\"audit.sequence\":1,\"audit.previous\":\"" + "0".repeat(64) + "\",\"audit.hash\":\"")
                    .matches(".*\"audit.hash\":\"[0-9a-f]{64}\"}");
        }

        @Test
        void hasTheHashOfWhatItSaysAfterTheHashOfTheLineBeforeIt() throws IOException {
            List<AuditHead> heads = folder.write(2, 10_000);
            String line = folder.lines(0).get(1);
            String said = line.substring(0, line.indexOf(",\"audit.hash\""));
            byte[] bytes = (heads.get(0).hash() + said).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            assertThat(line).contains("\"audit.previous\":\"" + heads.get(0).hash() + "\"");
            assertThat(heads.get(1)).isEqualTo(new AuditHead(2, sha256(bytes)));
        }

        @Test
        void showsNoSecret() throws IOException {
            String line = written(AuditEvent.of("key-changed")
                    .message("now password=hunter2")
                    .with("labels.api_key", "k-123456")
                    .with("labels.pin.secret", 4711));
            assertThat(line).doesNotContain("hunter2", "k-123456", "4711").contains("\"labels.api_key\":\"***\"");
        }

        @Test
        void isOneLineOfJsonWhateverItSays() throws IOException {
            String line = written(AuditEvent.of("a")
                    .message("two\nlines \u0000 \ud800 half a pair")
                    .with("labels.rate", Double.NaN)
                    .with("labels.huge", 1e300));
            assertThat(folder.lines(0)).hasSize(1);
            assertThat(line)
                    .contains(
                            "two\\nlines \\u0000 ? half a pair", "\"labels.rate\":\"NaN\"", "\"labels.huge\":1.0E300");
            assertThat(verdict().ok()).isTrue();
        }

        @Test
        void takesFieldsOfAMapToo() throws IOException {
            try (AuditLog audit = folder.builder().open()) {
                audit.record("exported", Map.of("labels.rows", 12));
            }
            assertThat(folder.lines(0).get(0)).contains("\"event.action\":\"exported\"", "\"labels.rows\":12");
        }

        @ParameterizedTest
        @ValueSource(strings = {"audit.hash", "audit.torn.bytes", "user.name", "event.action", "@timestamp", "a b", ""})
        void hasNoFieldsThatTheLogWritesItself(String name) {
            assertThatThrownBy(() -> AuditEvent.of("a").with(name, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("field: " + name + " (expected: ");
        }

        @Test
        void isNotLongerThanAReaderReads() {
            try (AuditLog audit = folder.builder().open()) {
                assertThatThrownBy(() -> audit.record(AuditEvent.of("a").message("x".repeat(256 * 1024))))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("event: 262");
                assertThat(audit.record(AuditEvent.of("a")).sequence()).isOne();
            }
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Nested
    class TheChain {
        @Test
        void goesOnAcrossFilesAndRestarts() throws IOException {
            folder.write(5, 700);
            List<AuditHead> heads = folder.write(5, 700);
            assertThat(folder.files()).hasSizeGreaterThan(3);
            assertThat(heads).extracting(AuditHead::sequence).containsExactly(6L, 7L, 8L, 9L, 10L);
            assertThat(verdict()).isEqualTo(new AuditVerdict(10, heads.get(4), java.util.Optional.empty()));
        }

        @Test
        void goesOnAtMidnightInTheNextFileAndNeverInAnOlderOne() throws IOException {
            AtomicReference<Instant> now = new AtomicReference<>(AuditFolder.NOON);
            try (AuditLog audit = folder.builder().clock(now::get).open()) {
                audit.record(AuditFolder.event(1));
                now.set(AuditFolder.NOON.plus(Duration.ofHours(12)));
                audit.record(AuditFolder.event(2));
                now.set(AuditFolder.NOON);
                audit.record(AuditFolder.event(3));
            }
            folder.write(1, 10_000);
            assertThat(folder.files())
                    .extracting(path -> path.getFileName().toString())
                    .containsExactly("audit-2026-03-14.0.json", "audit-2026-03-15.0.json");
            assertThat(verdict().lines()).isEqualTo(4);
        }

        @Test
        void goesOnAfterWhatIsOnlyInTheArchive() throws IOException {
            folder.write(3, 10_000);
            folder.archive(0);
            assertThat(folder.write(1, 10_000).get(0).sequence()).isEqualTo(4);
            assertThat(folder.files()).containsExactly(folder.path(1));
            assertThat(verdict().ok()).isTrue();
        }

        @Test
        void goesOnAfterAFileThatWasOnlyJustBegun() throws IOException {
            folder.write(2, 10_000);
            Files.createFile(folder.path(1));
            assertThat(folder.write(1, 10_000).get(0).sequence()).isEqualTo(3);
            assertThat(verdict().ok()).isTrue();
        }

        @Test
        void hasNoGapWhenManyRecordAtOnce() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Long> sequences = new ArrayList<>();
            try (AuditLog audit = folder.builder().largestFile(20_000).open()) {
                List<Callable<Long>> calls = IntStream.range(0, 400)
                        .<Callable<Long>>mapToObj(number ->
                                () -> audit.record(AuditFolder.event(number)).sequence())
                        .toList();
                for (Future<Long> done : threads.invokeAll(calls)) {
                    sequences.add(done.get());
                }
                assertThat(audit.head().sequence()).isEqualTo(400);
                assertThat(audit.recorded()).isEqualTo(400);
            } finally {
                threads.shutdownNow();
            }
            assertThat(sequences)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 400).boxed().toList());
            assertThat(verdict().ok()).isTrue();
            assertThat(verdict().lines()).isEqualTo(400);
        }

        @Test
        void isNotWrittenOnAfterALineThatWasEdited() throws IOException {
            folder.write(2, 10_000);
            List<String> lines = new ArrayList<>(folder.lines(0));
            lines.set(1, lines.get(1).replace("jane", "mary"));
            folder.rewrite(0, lines);
            assertThatThrownBy(() -> folder.builder().open())
                    .isInstanceOf(AuditFailedException.class)
                    .hasMessageContaining("ends with a line that was not written so");
        }
    }

    @Nested
    class AfterACrash {
        private void tornBy(String rest) throws IOException {
            folder.write(2, 10_000);
            folder.append(0, rest);
        }

        @Test
        void whatIsLeftOfALineIsKeptAndToldOf() throws IOException {
            tornBy("{\"@timestamp\":\"20");
            folder.write(1, 10_000);
            List<String> lines = folder.lines(0);
            assertThat(lines).hasSize(5);
            assertThat(lines.get(2)).isEqualTo("{\"@timestamp\":\"20");
            assertThat(lines.get(3))
                    .contains(
                            "\"event.action\":\"audit-recovered\"",
                            "\"audit.torn.bytes\":17",
                            "\"audit.torn.sha256\":\"" + sha256("{\"@timestamp\":\"20".getBytes()) + "\"");
            assertThat(verdict().ok()).isTrue();
            assertThat(verdict().lines()).isEqualTo(4);
        }

        @Test
        void whatIsLeftOfTheRecordOfItIsKeptToo() throws IOException {
            tornBy("{\"@timestamp\":\"20\n{\"@time");
            folder.write(1, 10_000);
            assertThat(folder.lines(0)).hasSize(6);
            assertThat(folder.lines(0).get(4)).contains("\"audit.torn.bytes\":25");
            assertThat(verdict().ok()).isTrue();
        }

        @Test
        void aLineThatLacksOnlyItsNewlineGetsIt() throws IOException {
            folder.write(2, 10_000);
            String whole = Files.readString(folder.path(0));
            Files.writeString(folder.path(0), whole.substring(0, whole.length() - 1));
            assertThat(verdict().broken().orElseThrow().fault()).isEqualTo(AuditFault.TRUNCATED);
            folder.write(1, 10_000);
            assertThat(folder.lines(0)).hasSize(3);
            assertThat(verdict().ok()).isTrue();
        }

        @Test
        void aFileWithNothingButPartOfALineGoesOnAfterTheFileBefore() throws IOException {
            folder.write(2, 10_000);
            Files.writeString(folder.path(1), "{\"@t");
            assertThat(folder.write(1, 10_000).get(0).sequence()).isEqualTo(4);
            assertThat(verdict().ok()).isTrue();
        }
    }

    @Nested
    class WhoCannotBeServed {
        @Test
        void isTheSecondWhoOpensIt() {
            try (AuditLog audit = folder.builder().open()) {
                assertThatThrownBy(() -> folder.builder().open())
                        .isInstanceOf(AuditFailedException.class)
                        .hasMessage("audit log audit: not opened: lock: " + directory.resolve("audit.lock")
                                + " is held (expected: one process writes this log, once)");
                assertThat(audit.record(AuditFolder.event(1)).sequence()).isOne();
            }
            assertThat(folder.write(1, 1_000)).hasSize(1);
        }

        @Test
        void hearsItOfEachEventAndOfNoneAfterwardsWhenTheFileWasTakenAway() throws IOException {
            try (AuditLog audit = folder.builder().open()) {
                AuditHead first = audit.record(AuditFolder.event(1));
                Files.delete(folder.path(0));
                assertThatThrownBy(() -> audit.record(AuditFolder.event(2)))
                        .isInstanceOf(AuditFailedException.class)
                        .hasMessageContaining("was removed, replaced or changed");
                assertThat(audit.failed()).isOne();
                assertThat(audit.head()).isEqualTo(first);
                assertThat(audit.record(AuditFolder.event(3)).sequence()).isEqualTo(2);
            }
            assertThat(verdict().broken().orElseThrow().fault()).isEqualTo(AuditFault.MISSING);
            assertThat(folder.verifier().from(2).verify().ok()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({"'', MISSING", "'{\"a\":1}\n', UNKNOWN"})
        void hearsItWhenAnotherChangesTheFileWhichIsLeftAsItIsAndFound(String text, AuditFault fault)
                throws IOException {
            try (AuditLog audit = folder.builder().open()) {
                audit.record(AuditFolder.event(1));
                String changed = text.isEmpty() ? "" : Files.readString(folder.path(0)) + text;
                Files.writeString(folder.path(0), changed);
                assertThatThrownBy(() -> audit.record(AuditFolder.event(2)))
                        .isInstanceOf(AuditFailedException.class)
                        .hasMessageContaining("was removed, replaced or changed");
                assertThat(audit.record(AuditFolder.event(3)).sequence()).isEqualTo(2);
                assertThat(folder.path(0)).hasContent(changed);
            }
            assertThat(verdict().broken().orElseThrow().fault()).isEqualTo(fault);
        }

        @Test
        void isNotTheThreadThatIsInterrupted() {
            try (AuditLog audit = folder.builder().largestFile(1).open()) {
                Thread.currentThread().interrupt();
                audit.record(AuditFolder.event(1));
                audit.record(AuditFolder.event(2));
                assertThat(Thread.interrupted()).isTrue();
                audit.record(AuditFolder.event(3));
            }
            assertThat(verdict().lines()).isEqualTo(3);
        }

        @Test
        void isWhoRecordsAfterTheEnd() {
            AuditLog audit = folder.builder().open();
            audit.close();
            audit.close();
            assertThatThrownBy(() -> audit.record(AuditFolder.event(1)))
                    .isInstanceOf(AuditFailedException.class)
                    .hasMessage("audit log audit: not recorded: closed (expected: open)");
        }

        @Test
        void isWhoGivesAKeyThatCanBeGuessedOrNoName() throws IOException {
            Path key = Files.writeString(directory.resolve("key"), "short\n");
            assertThatThrownBy(() -> folder.builder().key(key))
                    .hasMessage("key: 5 bytes in " + key + " (expected: at least 32)");
            assertThatThrownBy(() -> AuditLog.builder(directory, "../audit").open())
                    .hasMessageStartingWith("name: ../audit (expected: ");
        }
    }
}
