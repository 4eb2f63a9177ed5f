package io.github.vitals.health.logging.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.servers.KilledProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Processes that archive one name at the same time, and legal holds that another process sets meanwhile. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class ArchivesOfTwoProcessesIT {
    private static final String HELD_BACK = "held back [app]";
    private static final Children CHILDREN = new Children();

    @TempDir
    private Path folder;

    private ArchiveState state;

    @AfterAll
    static void end() {
        CHILDREN.close();
    }

    @BeforeEach
    void directory() {
        state = new ArchiveState(folder);
    }

    /** What is done by this process in the first step of its round. */
    private ArchiveRound roundWith(Step step, Meanwhile meanwhile) {
        AtomicBoolean done = new AtomicBoolean();
        return state.logs
                .builder()
                .retention(Logs.RETENTION)
                .steps(reached -> {
                    if (reached == step && done.compareAndSet(false, true)) {
                        meanwhile.unchecked();
                    }
                })
                .build()
                .run();
    }

    @FunctionalInterface
    private interface Meanwhile {
        void run() throws Exception;

        default void unchecked() {
            try {
                run();
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        }
    }

    private List<String> roundOfAnother() throws Exception {
        try (KilledProcess child = CHILDREN.round(folder, 0, Children.NO_CAP)) {
            return Children.told(child, Integer.MAX_VALUE);
        }
    }

    @Test
    void theOneThatComesLaterDoesNothingInThatRound() throws Exception {
        state.writeOld(2);
        state.write(4);

        ArchiveRound round =
                roundWith(Step.VERIFIED, () -> assertThat(roundOfAnother()).containsExactly(HELD_BACK, "END"));

        assertThat(round.archived()).hasSize(4);
        assertThat(round.failed()).isEmpty();
        assertThat(roundOfAnother()).containsExactly("held back []", "END");
        state.assertHealed();
    }

    @Test
    void aSecondArchiveOfTheNameInTheProcessDoesNotLetAnotherProcessIn() throws Exception {
        state.write(2);

        ArchiveRound round = roundWith(Step.VERIFIED, () -> {
            assertThat(CompletableFuture.supplyAsync(state.logs.builder().build()::run)
                            .get()
                            .heldBack())
                    .containsExactly("app");
            assertThat(roundOfAnother()).containsExactly(HELD_BACK, "END");
        });

        assertThat(round.archived()).hasSize(2);
        state.assertHealed();
    }

    @Test
    void ofManyAtOnceNothingIsLostOrArchivedTwice() throws Exception {
        state.writeOld(3);
        state.write(12);
        List<KilledProcess> children = new ArrayList<>();
        List<String> told = new ArrayList<>();
        try {
            for (int child = 0; child < 3; child++) {
                children.add(CHILDREN.round(folder, 0, Children.NO_CAP));
            }
            for (KilledProcess child : children) {
                told.addAll(Children.told(child, Integer.MAX_VALUE));
            }
        } finally {
            children.forEach(KilledProcess::close);
        }
        assertThat(told).filteredOn(Step.ORIGINAL_DELETED.name()::equals).hasSize(12);
        assertThat(told).filteredOn(Step.DELETED.name()::equals).hasSize(3);
        assertThat(state.logs.manifest()).hasSize(3 + 12 + 3);
        state.assertHealed();
    }

    @Test
    void aHoldThatTheCommandLineSetWhileARoundGoesOnIsHonouredInThatRound() throws Exception {
        state.writeOld(3);
        state.write(2);

        ArchiveRound round = roundWith(Step.ORIGINAL_DELETED, () -> {
            try (KilledProcess child = CHILDREN.holds(state.logs.archives)) {
                assertThat(Children.told(child, 2)).containsExactly("hold 0 ...", "hold 0");
                child.kill();
            }
        });

        assertThat(round.archived()).hasSize(2);
        assertThat(round.deleted()).isEmpty();
        assertThat(state.oldArchives()).isEqualTo(3);
        state.assertHealed();
    }

    @Test
    void onceAHoldIsSetAnotherProcessThatDeletesDeletesNothingMore() throws Exception {
        LogArchive archive = state.logs.builder().build();
        for (int deletions = 0; deletions < 3; deletions++) {
            state.writeOld(5);
            LegalHold hold = new LegalHold(
                    "case-" + deletions, "*", "*", ArchiveState.OLD, ArchiveState.OLD, "a claim", "legal@example.org");
            try (KilledProcess child = CHILDREN.round(folder, 0, Children.NO_CAP)) {
                Children.told(child, 2 * deletions);
                archive.hold(hold);
                long there = state.oldArchives();
                Children.told(child, Integer.MAX_VALUE);
                assertThat(state.oldArchives()).isEqualTo(there);
            }
            archive.release(hold.id(), hold.by());
            state.assertHealed();
        }
    }
}
