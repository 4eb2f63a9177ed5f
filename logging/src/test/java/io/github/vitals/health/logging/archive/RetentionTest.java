package io.github.vitals.health.logging.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final LegalHold HOLD = new LegalHold(
            "case-7", "app", LegalHold.ANY, Logs.DAY, Logs.DAY.plusDays(1), "a claim", "legal@example.org");

    @TempDir
    private Path folder;

    private Logs logs;

    @BeforeEach
    void directory() {
        logs = new Logs(folder);
    }

    private ArchiveRound round() {
        return logs.builder().build().run();
    }

    private void archived(int... daysLater) throws IOException {
        for (int days : daysLater) {
            logs.closed(Logs.DAY.plusDays(days), 0, 20);
        }
        assertThat(round().archived()).hasSize(daysLater.length);
    }

    @Test
    void anArchiveGoesThirtyDaysAfterTheEndOfItsDayAndNotAMomentBefore() throws Exception {
        archived(0, 1);
        logs.now = Instant.parse("2026-04-04T23:59:59.999Z");
        assertThat(round().deleted()).isEmpty();

        logs.now = Instant.parse("2026-04-05T00:00:00Z");
        assertThat(round().deleted()).containsExactly("app-2026-03-05.0.json.gz");

        assertThat(logs.archive(Logs.DAY, 0)).doesNotExist();
        assertThat(logs.archive(Logs.DAY.plusDays(1), 0)).exists();
        assertThat(logs.manifest()).last().asString().contains("\"deleted\"").contains("\"retention\"");
        assertThat(logs.builder().build().verify().good()).isTrue();
        assertThat(round().deleted()).isEmpty();
    }

    @Test
    void eachClassHasItsOwnTimeAndZeroIsForEver() throws Exception {
        archived(0);
        logs.now = Instant.parse("2027-03-05T23:59:59Z");
        assertThat(logs.builder().retention(Duration.ZERO).build().run().deleted())
                .isEmpty();
        assertThat(logs.builder().logClass("own").build().run().deleted()).isEmpty();
        assertThat(logs.builder().logClass("audit").build().run().deleted()).isEmpty();
        assertThat(logs.builder().logClass("access").build().run().deleted()).hasSize(1);
    }

    @Test
    void theCapTakesTheOldestArchivesFirstAndThenClosedFilesAsALoss() throws Exception {
        archived(0, 1);
        Path notDue = logs.closed(Logs.DAY.plusDays(2), 0, 20);
        Files.setLastModifiedTime(notDue, java.nio.file.attribute.FileTime.from(logs.now));
        long size = Files.size(notDue);

        LogArchive archive = logs.builder()
                .totalSizeCap(size + Files.size(logs.archive(Logs.DAY, 0)))
                .build();
        assertThat(archive.run().deleted()).containsExactly("app-2026-03-05.0.json.gz");
        assertThat(archive.run().deleted()).isEmpty();
        assertThat(archive.deletedTotal(Deletion.CAP)).isEqualTo(1);

        LogArchive smaller = logs.builder().totalSizeCap(1).build();
        assertThat(smaller.run().deleted()).containsExactly("app-2026-03-06.0.json.gz", "app-2026-03-07.0.json");
        assertThat(smaller.deletedTotal(Deletion.UNARCHIVED)).isEqualTo(1);
        assertThat(notDue).doesNotExist();
    }

    @Test
    void aFloodIsNoticedBetweenTwoRounds() throws Exception {
        logs.closed(Logs.DAY, 0, 20);
        LogArchive archive = logs.builder()
                .after(Duration.ofDays(30))
                .totalSizeCap(Files.size(logs.closed(Logs.DAY, 1, 20)) * 2)
                .build();
        archive.tick();
        assertThat(archive.deletedTotal(Deletion.UNARCHIVED)).isZero();

        archive.tick();
        Path late = logs.closed(Logs.DAY.minusDays(1), 0, 20);
        assertThat(late).exists();
        archive.tick();
        assertThat(late).doesNotExist();
        assertThat(archive.deletedTotal(Deletion.UNARCHIVED)).isEqualTo(1);
    }

    @Test
    void whatCannotBeMadeLessIsTriedAgainWithTheNextFileOnly() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("in-the-way"), "");
        LogArchive archive =
                logs.builder().archiveDirectory(inTheWay).totalSizeCap(1).build();
        archive.tick();
        assertThat(archive.failuresTotal()).isEqualTo(1);
        logs.closed(Logs.DAY, 0, 20);
        archive.tick();
        archive.tick();
        archive.tick();
        assertThat(archive.failuresTotal()).isEqualTo(2);
    }

    @Test
    void withinTheCapARoundIsDueEachMinuteOnly() throws Exception {
        logs.closed(Logs.DAY, 0, 20);
        LogArchive archive = logs.builder().build();
        archive.tick();
        Path late = logs.closed(Logs.DAY, 1, 20);
        for (int second = 1; second < 60; second++) {
            archive.tick();
        }
        assertThat(late).exists();
        archive.tick();
        assertThat(late).doesNotExist();
    }

    @Test
    void whatIsHeldIsDeletedNeitherForItsAgeNorForTheCapUntilItIsReleased() throws Exception {
        archived(0, 1, 2);
        LogArchive archive = logs.builder().totalSizeCap(1).build();
        archive.hold(HOLD);
        logs.pass(Duration.ofDays(1000));

        assertThat(archive.run().deleted()).containsExactly("app-2026-03-07.0.json.gz");
        assertThat(archive.holds()).containsExactly(HOLD);
        archive.release("case-7", "legal@example.org");

        assertThat(archive.run().deleted()).hasSize(2);
        assertThat(archive.holds()).isEmpty();
    }

    @Test
    void whileTheFileOfTheHoldsIsDamagedNothingIsDeletedAndItIsSaid() throws Exception {
        archived(0);
        Path holds = Files.writeString(logs.archives.resolve("holds.json"), "[{\"id\":\"ca");
        logs.pass(Duration.ofDays(1000));
        LogArchive archive = logs.builder().totalSizeCap(1).build();

        ArchiveRound round = archive.run();

        assertThat(round.deleted()).isEmpty();
        assertThat(round.failed()).isNotEmpty();
        assertThat(archive.failing().map(LogArchive.Failure::since)).contains(logs.now);
        assertThatThrownBy(() -> archive.hold(HOLD)).isInstanceOf(IOException.class);
        Files.delete(holds);
        assertThat(archive.run().deleted()).hasSize(1);
        assertThat(archive.failing()).isEmpty();
    }

    @Test
    void aDeletionThatACrashInterruptedIsFinishedOnce() throws Exception {
        archived(0);
        logs.pass(Duration.ofDays(1000));
        logs.builder()
                .steps(step -> {
                    throw new IllegalStateException("crash after " + step);
                })
                .build()
                .run();
        assertThat(logs.archive(Logs.DAY, 0)).exists();
        List<String> manifest = logs.manifest();

        assertThat(round().deleted()).containsExactly("app-2026-03-05.0.json.gz");

        assertThat(logs.archive(Logs.DAY, 0)).doesNotExist();
        assertThat(logs.manifest()).isEqualTo(manifest);
    }

    @Test
    void aDeletionThatHadBegunWaitsForAHoldOfTheClassThatTheArchiveHas() throws Exception {
        logs.closed(Logs.DAY, 0, 20);
        logs.builder().logClass("audit").build().run();
        logs.pass(Duration.ofDays(1000));
        logs.builder()
                .steps(step -> {
                    throw new IllegalStateException("crash after " + step);
                })
                .build()
                .run();
        LogArchive archive = logs.builder().logClass("access").build();
        archive.hold(new LegalHold("case-8", "*", "audit", Logs.DAY, Logs.DAY, "a claim", "legal"));

        assertThat(archive.run().deleted()).isEmpty();

        assertThat(archive.archived())
                .singleElement()
                .matches(log -> log.logClass().equals("audit"));
        assertThat(archive.verify().good()).isTrue();
        archive.release("case-8", "legal");
        assertThat(archive.run().deleted()).hasSize(1);
    }

    @Test
    void theCommandLineVerifiesListsHoldsAndReleases() throws Exception {
        archived(0);
        assertThat(command("verify"))
                .isEqualTo("0 app: 1 whole, 0 missing, 0 damaged, 0 unknown, 0 lines of the manifest damaged\n");
        assertThat(command("list")).startsWith("0 app-2026-03-05.0.json.gz application 20 lines ");
        assertThat(command("hold", "case-7", "app", "*", "2026-03-05", "2026-03-06", "a claim", "legal"))
                .isEqualTo("0 ");
        assertThat(command("hold", "case-7", "app", "*", "2026-03-05", "2026-03-06", "a claim", "legal"))
                .isEqualTo("2 id: case-7 (expected: not held yet)\n");
        assertThat(command("holds")).isEqualTo("0 case-7 app * 2026-03-05 2026-03-06 legal: a claim\n");
        assertThat(command("release", "case-7", "legal")).isEqualTo("0 ");
        assertThat(command("release", "case-7", "legal")).startsWith("2 id: case-7");
        assertThat(command("hold", "x", "app", "*", "today", "2026-03-06", "a", "b"))
                .startsWith("2 ");
        assertThat(command("other")).startsWith("2 usage: ");
        Files.delete(logs.archive(Logs.DAY, 0));
        assertThat(command("verify")).startsWith("1 missing app-2026-03-05.0.json.gz\n");
    }

    private String command(String command, String... rest) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        List<String> arguments = new java.util.ArrayList<>(List.of(command, logs.archives.toString()));
        arguments.addAll(List.of(rest));
        return new LogArchives(new PrintStream(text, true)).run(arguments) + " " + text;
    }
}
