package io.github.vitals.health.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.history.HistoryBatch;
import io.github.vitals.health.servers.KilledProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.postgresql.ds.PGSimpleDataSource;

/** Writes one batch after the other, and tells of each that was written. */
final class WritingProgram {
    private static final int CHECKS = 20;
    private static final int TRANSITIONS = 100;

    private WritingProgram() {}

    /** @param where the file; or the address, user and password of a server */
    static KilledProcess start(int firstBatch, String... where) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(firstBatch)));
        arguments.addAll(List.of(where));
        return KilledProcess.start(WritingProgram.class, arguments);
    }

    private static HistoryBatch batch(int number) {
        return new HistoryBatch(
                HistorySamples.minutes(CHECKS, number, number + 1).buckets(),
                List.of(HistorySamples.transition(HistorySamples.DATABASE, number, Duration.ofSeconds(number))),
                List.of());
    }

    /** Lets it write so many batches and kills it while it writes on; gives the last that it told of. */
    static int killAfter(KilledProcess process, int batches) throws Exception {
        String last = "";
        for (int batch = 0; batch < batches; batch++) {
            last = process.next();
        }
        List<String> rest = process.kill();
        return Integer.parseInt(rest.isEmpty() ? last : rest.get(rest.size() - 1));
    }

    /** All batches are there that were told of, and perhaps one that was written and not told of yet; gives the last. */
    static int assertWhole(JdbcHistoryStore store, int told) throws Exception {
        HistorySamples.Read read = HistorySamples.read(store);
        int batches = read.buckets.size() / CHECKS;
        assertThat(batches).isBetween(told + 1, told + 2);
        assertThat(read.texts()).isEqualTo(HistorySamples.texts(HistorySamples.minutes(CHECKS, 0, batches)));
        assertThat(read.transitions)
                .containsExactlyElementsOf(IntStream.range(Math.max(0, batches - TRANSITIONS), batches)
                        .mapToObj(number -> batch(number).transitions().get(0))
                        .toList());
        return batches - 1;
    }

    /** The arguments are the first batch, and where. */
    public static void main(String[] arguments) throws Exception {
        try (JdbcHistoryStore store = store(List.of(arguments).subList(1, arguments.length))) {
            for (int number = Integer.parseInt(arguments[0]); ; number++) {
                store.write(HistorySamples.ORIGIN, batch(number));
                KilledProcess.tell(number);
            }
        }
    }

    static JdbcHistoryStore store(List<String> where) {
        if (where.size() == 1) {
            return JdbcHistoryStore.file(Path.of(where.get(0)));
        }
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(where.get(0));
        dataSource.setUser(where.get(1));
        dataSource.setPassword(where.get(2));
        return JdbcHistoryStore.of(dataSource);
    }
}
