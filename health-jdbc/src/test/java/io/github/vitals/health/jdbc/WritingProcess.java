package io.github.vitals.health.jdbc;

import io.github.vitals.health.history.HistoryBatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** A process that writes one batch after the other, tells of each that was written, and is killed at last. */
final class WritingProcess implements AutoCloseable {
    static final int CHECKS = 20;

    /** What a line begins with that is no log's. */
    private static final String WRITTEN = "written: ";

    private final Process process;
    private final BufferedReader told;

    private WritingProcess(Process process) {
        this.process = process;
        this.told = process.inputReader();
    }

    /** @param where the file; or the address, user and password of a server */
    static WritingProcess start(int firstBatch, String... where) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WritingProcess.class.getName(),
                Integer.toString(firstBatch));
        builder.command().addAll(List.of(where));
        return new WritingProcess(
                builder.redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    static HistoryBatch batch(int number) {
        return new HistoryBatch(
                HistorySamples.minutes(CHECKS, number, number + 1).buckets(),
                List.of(HistorySamples.transition(HistorySamples.DATABASE, number, Duration.ofSeconds(number))),
                List.of());
    }

    /** Waits until one more batch is written, and gives its number. */
    int next() throws IOException {
        for (String line = told.readLine(); line != null; line = told.readLine()) {
            if (line.startsWith(WRITTEN)) {
                return number(line);
            }
        }
        throw new IOException("process: ended (expected: it writes)");
    }

    /** Kills it (SIGKILL), and gives the number of the last batch that it had told of. */
    int kill(int last) throws Exception {
        process.toHandle().destroyForcibly();
        process.waitFor();
        for (String line = told.readLine(); line != null; line = told.readLine()) {
            last = line.startsWith(WRITTEN) ? number(line) : last;
        }
        return last;
    }

    private static int number(String line) {
        return Integer.parseInt(line.substring(WRITTEN.length()));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The arguments are the first batch, and where. */
    public static void main(String[] arguments) throws Exception {
        try (JdbcHistoryStore store = store(arguments)) {
            for (int number = Integer.parseInt(arguments[0]); ; number++) {
                store.write(HistorySamples.ORIGIN, batch(number));
                System.out.println(WRITTEN + number);
            }
        }
    }

    private static JdbcHistoryStore store(String[] arguments) {
        if (arguments.length == 2) {
            return JdbcHistoryStore.file(Path.of(arguments[1]));
        }
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[1]);
        dataSource.setUser(arguments[2]);
        dataSource.setPassword(arguments[3]);
        return JdbcHistoryStore.of(dataSource);
    }
}
