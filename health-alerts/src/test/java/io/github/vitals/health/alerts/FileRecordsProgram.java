package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.servers.KilledProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Writes one batch after the other, tells of each that was written, and waits to be killed. */
final class FileRecordsProgram {
    private static final String SPACE = "batches";

    /** Each batch overwrites all of these, so that half a batch would show. */
    private static final int KEYS = 20;

    /** Small, so that many kills come while the file is being written anew. */
    private static final long SMALLEST = 8_000;

    private FileRecordsProgram() {}

    static KilledProcess start(Path file, int first) throws IOException {
        return KilledProcess.start(FileRecordsProgram.class, List.of(file.toString(), Integer.toString(first)));
    }

    /** The arguments are the file and the first batch. */
    public static void main(String[] arguments) throws Exception {
        try (FileRecords records = FileRecords.open(Path.of(arguments[0]), SMALLEST)) {
            for (int number = Integer.parseInt(arguments[1]); ; number++) {
                records.write(SPACE, batch(number));
                KilledProcess.tell(number);
            }
        }
    }

    private static Map<String, Optional<String>> batch(int number) {
        String text = number + " " + "x".repeat(new Random(number).nextInt(200));
        Map<String, Optional<String>> changes = new HashMap<>();
        for (int key = 0; key < KEYS; key++) {
            changes.put("key " + key, key == number % KEYS ? Optional.empty() : Optional.of(text));
        }
        return changes;
    }

    /** Lets it write so many batches more, kills it while it writes on, and gives the last that it told of. */
    static int killAfter(KilledProcess process, int batches) throws Exception {
        String last = "";
        for (int batch = 0; batch < batches; batch++) {
            last = process.next();
        }
        List<String> rest = process.kill();
        return Integer.parseInt(rest.isEmpty() ? last : rest.get(rest.size() - 1));
    }

    /** The last batch is there that was told of, or one that was written and not told of yet; gives which. */
    static int assertWhole(Path file, int told) {
        try (FileRecords records = FileRecords.open(file)) {
            Map<String, String> read = records.read(SPACE);
            assertThat(read).hasSize(KEYS - 1);
            String text = read.values().iterator().next();
            int last = Integer.parseInt(text.substring(0, text.indexOf(' ')));
            assertThat(last).isBetween(told, told + 1);
            Map<String, Optional<String>> expected = batch(last);
            expected.values().removeIf(Optional::isEmpty);
            assertThat(read).hasSameSizeAs(expected);
            expected.forEach((key, value) -> assertThat(read).containsEntry(key, value.orElseThrow()));
            return last;
        }
    }
}
