package io.github.vitals.health.alerts;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is in a file of lines. A line that is damaged does not hide the next: it ends where the next line end is, and a
 * line whose end is damaged ends where its length says.
 *
 * @param whole how many bytes, from the first on, end with a line that is whole
 * @param torn how many bytes at the end are the beginning of a line that was never finished
 * @param damaged how many lines are not as they were written
 */
record RecordScan(int whole, int torn, int damaged) {
    static RecordScan of(byte[] bytes, Consumer<RecordBatch> batches) {
        int at = 0;
        int damaged = 0;
        while (at < bytes.length) {
            Optional<RecordLine.Found> line = RecordLine.at(bytes, at);
            if (line.isPresent()) {
                batches.accept(line.get().batch());
                damaged += line.get().ended() ? 0 : 1;
                at += line.get().length();
            } else {
                int end = end(bytes, at);
                if (end == bytes.length) {
                    break;
                }
                damaged++;
                at = end + 1;
            }
        }
        return new RecordScan(at, bytes.length - at, damaged);
    }

    private static int end(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != RecordLine.END) {
            at++;
        }
        return at;
    }
}
