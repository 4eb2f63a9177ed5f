package io.github.vitals.health.logging.audit;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a log that is opened again goes on: after the last line of it that says what was written.
 *
 * @param torn what comes after that line and is none
 * @param ended whether the last byte of the newest file is a newline, or there is none
 */
record ChainEnd(AuditHead head, Optional<TornLine> torn, boolean ended) {
    /**
     * Reads the newest file that has a line.
     *
     * @throws IOException if its last line is not one of this log
     */
    static ChainEnd of(List<AuditFiles.Numbered> files, Seal seal) throws IOException {
        ChainEnd end = new ChainEnd(AuditHead.START, Optional.empty(), true);
        for (int i = files.size() - 1; i >= 0; i--) {
            ChainEnd found = read(files.get(i), seal);
            // A file without a line was only just begun; what is torn in it is the newest file's matter.
            end = i == files.size() - 1
                    ? found
                    : new ChainEnd(found.head(), end.torn().or(found::torn), end.ended());
            if (found.head().sequence() > 0) {
                break;
            }
        }
        return end;
    }

    private static ChainEnd read(AuditFiles.Numbered file, Seal seal) throws IOException {
        ChainLine last = null;
        TornLine.@Nullable Reader torn = null;
        boolean ended = true;
        try (Lines lines = file.lines()) {
            for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
                ChainLine read = ChainLine.read(line.bytes(), seal);
                if (read != null) {
                    last = read;
                    torn = null;
                } else {
                    torn = torn == null ? new TornLine.Reader() : torn;
                    torn.add(line);
                }
                ended = line.ended();
            }
        }
        if (last != null && !last.sealed()) {
            throw new IOException("file: " + file.path() + " ends with a line that was not written so, or with another"
                    + " key (expected: the key is the same, and nobody edits; see AuditVerifier)");
        }
        return new ChainEnd(
                last == null ? AuditHead.START : last.head(),
                Optional.ofNullable(torn).map(TornLine.Reader::read),
                ended);
    }
}
