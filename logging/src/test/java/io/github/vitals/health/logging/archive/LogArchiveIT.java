package io.github.vitals.health.logging.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.servers.KilledProcess;
import io.github.vitals.health.servers.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** What becomes of log files when the process that archives them is killed, or the disk of the archive is full. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class LogArchiveIT {
    private static final int RANDOM_KILLS = 8;
    private static final int KILLS_OF_HOLDS = 8;

    /** Two files that are archived, in five steps each, and two old archives that are deleted, in two. */
    private static final int STEPS_OF_A_ROUND = 2 * 5 + 2 * 2;

    private static final LegalHold HOLD = new LegalHold(
            "case-7", "app", LegalHold.ANY, ArchiveState.OLD, ArchiveState.OLD, "a claim", "legal@example.org");

    private static final Children CHILDREN = new Children();

    @TempDir
    private Path folder;

    private final Random random = new Random(11);

    @AfterAll
    static void end() {
        CHILDREN.close();
    }

    @Test
    void afterAKillInEachStepNothingIsLostAndNothingIsDoneUnverified() throws Exception {
        Set<Step> killedIn = EnumSet.noneOf(Step.class);
        for (int step = 1; step <= STEPS_OF_A_ROUND; step++) {
            ArchiveState state = new ArchiveState(Files.createDirectory(folder.resolve("" + step)));
            killedIn.add(kill(state, step));
            state.assertNothingLost();
            state.assertHealed();
        }
        assertThat(killedIn).containsExactlyInAnyOrder(Step.values());
    }

    /** Nothing is done between the write to the manifest and the step: this is what a kill within the write leaves. */
    @Test
    void aLineOfTheManifestThatWasWrittenInPartIsAsNone() throws Exception {
        ArchiveState state = new ArchiveState(folder);
        Path manifest = state.logs.archives.resolve("manifest-app.jsonl");
        for (int step : new int[] {4, 9, 11, 13}) {
            assertThat(kill(state, step)).isIn(Step.RECORDED, Step.DELETION_RECORDED);
            byte[] content = Files.readAllBytes(manifest);
            int line =
                    state.logs.manifest().get(state.logs.manifest().size() - 1).length();
            Files.write(manifest, Arrays.copyOf(content, content.length - 1 - random.nextInt(line)));
            state.assertNothingLost();
            state.assertHealed();
        }
    }

    @Test
    void whatIsHeldAfterAKillIsNotDeletedAlthoughItsDeletionHadBegun() throws Exception {
        ArchiveState state = new ArchiveState(folder);
        LogArchive archive = state.logs.builder().retention(Logs.RETENTION).build();
        for (int step = STEPS_OF_A_ROUND - 3; step <= STEPS_OF_A_ROUND; step++) {
            kill(state, step);
            long there = state.oldArchives();
            archive.hold(HOLD);
            if (there > 0) {
                state.assertHealed();
            }
            assertThat(state.oldArchives()).isEqualTo(there);
            archive.release(HOLD.id(), HOLD.by());
            state.assertHealed();
        }
    }

    @Test
    void afterAKillWhileTheCapTakesClosedFilesEachIsThereOrSaidToBeLost() throws Exception {
        ArchiveState state = new ArchiveState(folder);
        for (int step = 1; step <= 2; step++) {
            Path file = state.logs.closed(Logs.DAY, step, 50);
            Files.setLastModifiedTime(file, FileTime.from(Logs.NOON));
            try (KilledProcess child = CHILDREN.round(folder, step, 1)) {
                Children.told(child, step);
                child.kill();
            }
            assertThat(Files.exists(file)).isEqualTo(step == 1);
            assertThat(state.logs.manifest()).last().asString().contains("\"dropped\"", file.getFileName() + "\"");
            Files.deleteIfExists(file);
            state.assertHealed();
        }
    }

    @Test
    void afterKillsAtAnyMomentNothingIsLostAndNothingIsDoneUnverified() throws Exception {
        ArchiveState state = new ArchiveState(folder);
        for (int kill = 0; kill < RANDOM_KILLS; kill++) {
            state.writeOld(1 + random.nextInt(4));
            state.write(1 + random.nextInt(5));
            try (KilledProcess child = CHILDREN.round(folder, 0, Children.NO_CAP)) {
                Children.told(child, random.nextInt(2 * STEPS_OF_A_ROUND));
                aMoment();
                child.kill();
            }
            state.assertNothingLost();
        }
        state.assertHealed();
    }

    @Test
    void aHoldThatWasSetWhenTheProcessWasKilledHoldsAndTheirFileIsWhole() throws Exception {
        for (int kill = 0; kill < KILLS_OF_HOLDS; kill++) {
            ArchiveState state = new ArchiveState(Files.createDirectory(folder.resolve("" + kill)));
            state.writeOld(1);
            List<String> told;
            try (KilledProcess child = CHILDREN.holds(state.logs.archives)) {
                told = Children.told(child, 1 + random.nextInt(40));
                aMoment();
                told.addAll(child.kill());
            }
            assertThat(set(state)).containsAll(set(told, false)).isSubsetOf(set(told, true));
            state.assertHealed();
            assertThat(state.oldArchives()).isEqualTo(set(state).isEmpty() ? 0 : 1);
        }
    }

    /** Long enough for it to be anywhere within the next step. */
    private void aMoment() {
        LockSupport.parkNanos(random.nextInt(3_000_000));
    }

    private static Set<String> set(ArchiveState state) throws IOException {
        return state.logs.builder().build().holds().stream().map(LegalHold::id).collect(Collectors.toSet());
    }

    /** The holds that are set after it told so; what it only began counts where that leaves more, or less, of them. */
    private static Set<String> set(List<String> told, boolean more) {
        Set<String> set = new TreeSet<>();
        for (String each : told) {
            String[] words = each.split(" ");
            boolean begun = words.length == 3;
            if (words[0].equals("hold") && begun == more) {
                set.add(words[1]);
            } else if (words[0].equals("release") && begun != more) {
                set.remove(words[1]);
            }
        }
        return set;
    }

    /** Writes what a round has to do, and kills a process that does it in a step. */
    private static Step kill(ArchiveState state, int step) throws Exception {
        state.writeOld(2);
        state.write(2);
        try (KilledProcess child = CHILDREN.round(state.logs.directory, step, Children.NO_CAP)) {
            List<String> told = Children.told(child, step);
            child.kill();
            return Step.valueOf(told.get(step - 1));
        }
    }

    @Test
    void aFullDiskOfTheArchiveCostsNothingAndArchivingGoesOnWhenThereIsRoom() throws Exception {
        try (SmallDisk disk =
                SmallDisk.mount(1).orElseThrow(() -> new TestAbortedException("no file system may be mounted here"))) {
            Logs logs = new Logs(folder);
            logs.closed(Logs.DAY, 0, 1);
            byte[] noise = new byte[600_000];
            new Random(3).nextBytes(noise);
            String text = Base64.getEncoder().encodeToString(noise) + "\n";
            for (int number = 0; number < 3; number++) {
                logs.write(Logs.DAY, number, text, Logs.NOON.minusSeconds(200_000));
            }
            LogArchive archive = logs.builder().archiveDirectory(disk.folder()).build();

            ArchiveRound full = archive.run();
            assertThat(full.archived()).hasSize(1);
            assertThat(full.failed()).hasSize(2);
            assertThat(Logs.names(disk.folder())).noneMatch(name -> name.endsWith(".tmp"));
            assertThat(Logs.names(folder)).hasSize(3);
            assertThat(archive.failing()).isPresent();
            disk.grow(8);

            assertThat(archive.run().archived()).hasSize(2);
            assertThat(archive.failing()).isEmpty();
            assertThat(archive.verify().good()).isTrue();
        }
    }
}
