package io.github.vitals.health.jdbc;

import static io.github.vitals.health.jdbc.HistorySamples.ORIGIN;
import static io.github.vitals.health.jdbc.HistorySamples.minutes;
import static io.github.vitals.health.jdbc.HistorySamples.read;
import static io.github.vitals.health.jdbc.HistorySamples.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.history.HistoryBatch;
import io.github.vitals.health.servers.KilledProcess;
import io.github.vitals.health.servers.SmallDisk;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** What becomes of a file when its process is killed or its disk is full. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class HistoryFileIT {
    @TempDir
    private Path folder;

    @Test
    void afterEveryKillTheFileHasAllThatWasWritten() throws Exception {
        Path file = folder.resolve("history");
        int last = -1;
        for (int kill = 0; kill < 3; kill++) {
            try (KilledProcess process = WritingProgram.start(last + 1, file.toString())) {
                last = WritingProgram.killAfter(process, 10 + kill * 10);
            }
            try (JdbcHistoryStore store = JdbcHistoryStore.file(file)) {
                last = WritingProgram.assertWhole(store, last);
            }
        }
        assertThat(last).isGreaterThan(3 * 10);
    }

    @Test
    void onlyOneProcessHasItOpen() throws Exception {
        Path file = folder.resolve("history.mv.db");
        try (KilledProcess process = WritingProgram.start(0, file.toString());
                JdbcHistoryStore store = JdbcHistoryStore.file(file)) {
            process.next();
            assertThatThrownBy(() -> store.write(ORIGIN, minutes(1, 0, 1)))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("may be already in use");
            int last = WritingProgram.killAfter(process, 1);
            WritingProgram.assertWhole(store, last);
        }
    }

    @Test
    void onAFullDiskNothingOfABatchIsWrittenAndLaterAllOfIt() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(2)
                        .orElseThrow(() -> new TestAbortedException("no file system may be mounted here"));
                JdbcHistoryStore store = JdbcHistoryStore.file(disk.folder().resolve("history"))) {
            List<HistoryBatch> written = new ArrayList<>();
            SQLException full = null;
            HistoryBatch refused = minutes(100, 0, 10);
            while (full == null) {
                try {
                    store.write(ORIGIN, refused);
                    written.add(refused);
                    refused = minutes(100, written.size() * 10, written.size() * 10 + 10);
                } catch (SQLException failure) {
                    full = failure;
                }
            }
            assertThat(written).isNotEmpty();
            assertThat((Throwable) full).hasRootCauseMessage("IOException: No space left on device");
            disk.grow(20);
            assertThat(read(store).texts()).isEqualTo(texts(written.toArray(HistoryBatch[]::new)));
            store.write(ORIGIN, refused);
            written.add(refused);
            assertThat(read(store).texts()).isEqualTo(texts(written.toArray(HistoryBatch[]::new)));
        }
    }
}
