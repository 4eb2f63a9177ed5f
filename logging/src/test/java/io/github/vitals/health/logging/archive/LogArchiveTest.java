package io.github.vitals.health.logging.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogArchiveTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-10");

    @TempDir
    private Path folder;

    private Logs logs;

    @BeforeEach
    void directory() {
        logs = new Logs(folder);
    }

    @Test
    void aClosedFileIsInTheArchiveWithItsFiguresAndItsOriginalIsGone() throws Exception {
        Path original = logs.closed(Logs.DAY, 3, 40);
        String text = Files.readString(original);

        ArchiveRound round = logs.builder().build().run();

        assertThat(round.archived()).containsExactly("app-2026-03-05.3.json");
        assertThat(round.failed()).isEmpty();
        assertThat(original).doesNotExist();
        assertThat(Logs.unzipped(logs.archive(Logs.DAY, 3))).isEqualTo(text);
        assertThat(logs.builder().build().archived()).singleElement().satisfies(log -> {
            assertThat(log.file()).isEqualTo("app-2026-03-05.3.json");
            assertThat(log.logClass()).isEqualTo("application");
            assertThat(log.rawBytes()).isEqualTo(text.length());
            assertThat(log.archiveBytes()).isEqualTo(Files.size(logs.archive(Logs.DAY, 3)));
            assertThat(log.lines()).isEqualTo(40);
            assertThat(log.torn()).isFalse();
            assertThat(log.first()).contains(Instant.parse("2026-03-05T10:00:00Z"));
            assertThat(log.last()).contains(Instant.parse("2026-03-05T10:00:39Z"));
            assertThat(log.archivedAt()).isEqualTo(Logs.NOON);
            assertThat(log.recovered()).isFalse();
        });
    }

    @Test
    void aTornLastLineIsKeptAndSaid() throws Exception {
        logs.closed(Logs.DAY, 0, 1);
        logs.write(Logs.DAY, 0, Logs.line(Logs.DAY, 0, 7) + "\n{\"@timesta", Instant.EPOCH);

        logs.builder().build().run();

        assertThat(Logs.unzipped(logs.archive(Logs.DAY, 0))).endsWith("\n{\"@timesta");
        assertThat(logs.builder().build().archived()).singleElement().satisfies(log -> {
            assertThat(log.torn()).isTrue();
            assertThat(log.lines()).isEqualTo(2);
            assertThat(log.last()).contains(Instant.parse("2026-03-05T10:00:07Z"));
        });
    }

    @Test
    void aFileIsArchivedWhenItWasQuietForLongEnoughAndNotBefore() throws Exception {
        Path file = logs.closed(TODAY.minusDays(1), 0, 1);
        Files.setLastModifiedTime(
                file, FileTime.from(Logs.NOON.minus(Duration.ofHours(24)).plusMillis(1)));
        LogArchive archive = logs.builder().build();

        assertThat(archive.run().archived()).isEmpty();
        assertThat(archive.backlogFiles()).isZero();
        logs.pass(Duration.ofMillis(1));

        assertThat(archive.run().archived()).hasSize(1);
        assertThat(archive.archivedTotal()).isEqualTo(1);
    }

    @Test
    void theOpenFileAndTheNewestOfTodayAndTheNewestOfAllAreNotTouched() throws Exception {
        Path open = logs.closed(Logs.DAY, 0, 1);
        Path newestOfToday = logs.write(TODAY, 4, "{}\n", Instant.EPOCH);
        Path newestOfAll = logs.write(TODAY.plusDays(1), 0, "{}\n", Instant.EPOCH);
        Path older = logs.write(TODAY, 3, "{}\n", Instant.EPOCH);

        logs.builder().open(() -> Optional.of(open)).build().run();

        assertThat(open).exists();
        assertThat(newestOfToday).exists();
        assertThat(newestOfAll).exists();
        assertThat(older).doesNotExist();
    }

    @Test
    void filesOfOthersAndSymbolicLinksAreNotTouched() throws Exception {
        logs.closed(Logs.DAY, 0, 1);
        Path elsewhere = Files.writeString(Files.createTempFile("elsewhere", ".json"), "{}\n");
        Files.createDirectories(logs.archives);
        for (String name : new String[] {
            "app-2026-03-05.01.json", "app-2026-02-30.0.json", "app-x-2026-03-05.0.json", "app-2026-03-05.0.json.bak"
        }) {
            Files.setLastModifiedTime(Files.writeString(folder.resolve(name), "x"), FileTime.from(Instant.EPOCH));
            Files.writeString(logs.archives.resolve(name + ".gz"), "x");
            Files.writeString(logs.archives.resolve(name + ".tmp"), "x");
        }
        Files.createSymbolicLink(folder.resolve("app-2026-03-04.0.json"), elsewhere);
        Files.createSymbolicLink(logs.archives.resolve("app-2026-03-04.0.json.gz"), elsewhere);

        logs.builder().retention(Duration.ofMillis(1)).totalSizeCap(1).build().run();

        assertThat(Logs.names(folder)).hasSize(7).contains("app-2026-03-04.0.json");
        assertThat(Logs.names(logs.archives))
                .contains("app-2026-03-04.0.json.gz")
                .hasSize(12);
        Files.delete(elsewhere);
    }

    @Test
    void aFileThatGrowsWhileItIsArchivedStays() throws Exception {
        for (Step step : new Step[] {Step.COMPRESSED, Step.VERIFIED, Step.RECORDED}) {
            Path file = logs.closed(Logs.DAY, step.ordinal(), 5);

            ArchiveRound round = logs.builder()
                    .steps(reached -> append(file, step, reached))
                    .build()
                    .run();

            assertThat(round.heldBack()).containsExactly(file.getFileName().toString());
            assertThat(file).content().endsWith("late\n");
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
            logs.builder().build().run();
            assertThat(file).doesNotExist();
        }
        assertThat(logs.builder().build().verify().good()).isTrue();
        assertThat(logs.builder().build().archived())
                .filteredOn(log -> log.lines() == 6)
                .hasSize(3);
    }

    private static void append(Path file, Step step, Step reached) {
        try {
            if (step == reached) {
                Files.writeString(file, "late\n", StandardOpenOption.APPEND);
            }
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void aNumberThatIsUsedAgainDoesNotOverwriteAnArchive() throws Exception {
        logs.closed(Logs.DAY, 0, 5);
        logs.builder().build().run();
        logs.closed(Logs.DAY, 0, 9);
        logs.builder().build().run();

        assertThat(Logs.unzipped(logs.archive(Logs.DAY, 0)).lines()).hasSize(5);
        assertThat(Logs.unzipped(logs.archive(Logs.DAY, 1)).lines()).hasSize(9);
        assertThat(logs.builder().build().verify().good()).isTrue();
    }

    @Test
    void anArchiveWithoutEntryAndOriginalIsEntered() throws Exception {
        logs.closed(Logs.DAY, 0, 5);
        logs.builder().build().run();
        Files.delete(logs.archives.resolve("manifest-app.jsonl"));
        assertThat(logs.builder().build().verify().unknown()).containsExactly("app-2026-03-05.0.json.gz");

        ArchiveRound round = logs.builder().build().run();

        assertThat(round.verified()).containsExactly("app-2026-03-05.0.json.gz");
        assertThat(logs.builder().build().archived()).singleElement().matches(ArchivedLog::recovered);
        assertThat(logs.builder().build().verify().good()).isTrue();
    }

    @Test
    void aTornLastLineOfTheManifestIsTakenAwayAndADamagedOneIsTold() throws Exception {
        logs.closed(Logs.DAY, 0, 5);
        logs.builder().build().run();
        Path manifest = logs.archives.resolve("manifest-app.jsonl");
        String whole = Files.readString(manifest);
        Files.writeString(manifest, whole + "{\"event\":\"delet");
        assertThat(logs.builder().build().verify().good()).isTrue();

        logs.builder().build().run();
        assertThat(manifest).hasContent(whole.strip());

        Files.writeString(manifest, "no json\n", StandardOpenOption.APPEND);
        assertThat(logs.builder().build().verify().damagedLines()).isEqualTo(1);
        assertThat(logs.builder().build().run().failed()).isEmpty();
    }

    @Test
    void verifyTellsWhatIsMissingDamagedAndUnknown() throws Exception {
        for (int number = 0; number < 4; number++) {
            logs.closed(Logs.DAY, number, 50);
        }
        logs.builder().build().run();
        Files.delete(logs.archive(Logs.DAY, 0));
        byte[] bytes = Files.readAllBytes(logs.archive(Logs.DAY, 1));
        bytes[bytes.length / 2] ^= 1;
        Files.write(logs.archive(Logs.DAY, 1), bytes);
        Files.copy(logs.archive(Logs.DAY, 3), logs.archive(Logs.DAY, 9));

        ArchiveVerification seen = logs.builder().build().verify();

        assertThat(seen.missing()).containsExactly("app-2026-03-05.0.json.gz");
        assertThat(seen.damaged()).containsExactly("app-2026-03-05.1.json.gz");
        assertThat(seen.unknown()).containsExactly("app-2026-03-05.9.json.gz");
        assertThat(seen.whole()).hasSize(2);
        assertThat(seen.good()).isFalse();
    }

    @Test
    void aFileWhoseArchiveGotAnotherNumberBeforeACrashIsArchivedOnce() throws Exception {
        logs.closed(Logs.DAY, 0, 5);
        logs.builder().build().run();
        logs.closed(Logs.DAY, 0, 9);
        logs.builder().steps(step -> crash(step, Step.VERIFIED)).build().run();
        assertThat(logs.archive(Logs.DAY, 1)).exists();

        logs.builder().build().run();

        assertThat(logs.builder().build().archived())
                .extracting(ArchivedLog::archive)
                .containsExactly("app-2026-03-05.0.json.gz", "app-2026-03-05.1.json.gz");
        assertThat(logs.builder().build().verify().good()).isTrue();
    }

    private static void crash(Step reached, Step last) {
        if (reached == last) {
            throw new IllegalStateException("crash after " + last);
        }
    }

    @Test
    void whatACrashLeftInADirectoryThatIsTheStoreIsTakenAway() throws Exception {
        logs.closed(Logs.DAY, 0, 5);
        Path store = Files.createDirectory(folder.resolve("store"));
        Files.writeString(store.resolve("app-2026-03-04.7.json.gz.tmp"), "half");
        Files.writeString(store.resolve("other-2026-03-04.7.json.gz.tmp"), "half");

        logs.builder().store(ArchiveStore.directory(store)).build().run();

        assertThat(Logs.names(store)).containsExactly("app-2026-03-05.0.json.gz", "other-2026-03-04.7.json.gz.tmp");
    }

    @Test
    void whatARoundIsInTheMiddleOfIsNotCalledUnknown() throws Exception {
        logs.closed(Logs.DAY, 0, 5);
        CountDownLatch listed = new CountDownLatch(1);
        AtomicReference<CompletableFuture<ArchiveVerification>> verifying = new AtomicReference<>();
        ArchiveStore directory = ArchiveStore.directory(logs.archives);
        LogArchive verifier = logs.builder().store(new Told(directory, listed)).build();

        logs.builder()
                .steps(step -> {
                    if (step == Step.PUT) {
                        verifying.set(CompletableFuture.supplyAsync(() -> verified(verifier)));
                        await(listed);
                    }
                })
                .build()
                .run();

        assertThat(verifying.get().get(10, TimeUnit.SECONDS).whole()).hasSize(1);
        assertThat(verifying.get().get().good()).isTrue();
    }

    private static ArchiveVerification verified(LogArchive archive) {
        try {
            return archive.verify();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Tells when its objects have been listed. */
    private record Told(ArchiveStore store, CountDownLatch listed) implements ArchiveStore {
        @Override
        public void put(String name, Path file) throws IOException {
            store.put(name, file);
        }

        @Override
        public InputStream read(String name) throws IOException {
            return store.read(name);
        }

        @Override
        public List<String> list(String prefix) throws IOException {
            List<String> names = store.list(prefix);
            listed.countDown();
            return names;
        }

        @Override
        public void delete(String name) throws IOException {
            store.delete(name);
        }
    }

    @Test
    void whatIsWrongIsRefused() {
        assertThatThrownBy(() -> LogArchive.builder(folder, "../app"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("name: ../app (expected: ");
        assertThatThrownBy(() -> logs.builder().after(Duration.ofSeconds(-1)))
                .hasMessage("after: PT-1S (expected: >= 0)");
        assertThatThrownBy(() -> logs.builder().totalSizeCap(0)).hasMessage("totalSizeCap: 0 (expected: > 0)");
    }
}
