package io.github.vitals.health.jdbc;

import static io.github.vitals.health.jdbc.HistorySamples.ORIGIN;
import static io.github.vitals.health.jdbc.HistorySamples.minutes;
import static io.github.vitals.health.jdbc.HistorySamples.read;
import static io.github.vitals.health.jdbc.HistorySamples.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.history.HistoryBatch;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file when its process is killed or its disk is full. */
class HistoryFileIT {
    @TempDir
    private Path folder;

    @Test
    void afterEveryKillTheFileHasAllThatWasWritten() throws Exception {
        Path file = folder.resolve("history");
        int last = -1;
        for (int kill = 0; kill < 5; kill++) {
            try (WritingProcess process = WritingProcess.start(last + 1, file.toString())) {
                for (int batch = 0; batch < 10 + kill * 7; batch++) {
                    last = process.next();
                }
                last = process.kill(last);
            }
            try (JdbcHistoryStore store = JdbcHistoryStore.file(file)) {
                last = assertWhole(store, last);
            }
        }
        assertThat(last).isGreaterThan(5 * 10);
    }

    /** All batches that were told of, and perhaps one that was written and not yet told of. */
    static int assertWhole(JdbcHistoryStore store, int told) throws Exception {
        HistorySamples.Read read = read(store);
        int batches = read.transitions.size() == 100 ? told + 1 : read.transitions.size();
        batches = Math.max(batches, read.buckets.size() / WritingProcess.CHECKS);
        assertThat(batches).isBetween(told + 1, told + 2);
        assertThat(read.texts()).isEqualTo(texts(minutes(WritingProcess.CHECKS, 0, batches)));
        assertThat(read.transitions)
                .containsExactlyElementsOf(IntStream.range(Math.max(0, batches - 100), batches)
                        .mapToObj(number -> WritingProcess.batch(number).transitions().get(0))
                        .toList());
        return batches - 1;
    }

    @Test
    void onlyOneProcessHasItOpen() throws Exception {
        Path file = folder.resolve("history.mv.db");
        try (WritingProcess process = WritingProcess.start(0, file.toString());
                JdbcHistoryStore store = JdbcHistoryStore.file(file)) {
            int last = process.next();
            assertThatThrownBy(() -> store.write(ORIGIN, minutes(1, 0, 1)))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("may be already in use");
            last = process.kill(last);
            assertWhole(store, last);
        }
    }

    @Test
    void onAFullDiskNothingOfABatchIsWrittenAndLaterAllOfIt() throws Exception {
        try (SmallDisk disk = SmallDisk.of(2);
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
