package io.github.vitals.health.logging.archive;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the lines of what is written to it, and sees the times of the first and the last. Not thread-safe. */
final class LineCount extends OutputStream {
    private static final int BEGINNING = 8 * 1024;
    private static final Pattern TIME = Pattern.compile("\"@timestamp\"\\s*:\\s*\"([^\"]{1,40})\"");

    private final MessageDigest digest = Digests.sha256();
    private ByteArrayOutputStream line = new ByteArrayOutputStream();
    private ByteArrayOutputStream complete = new ByteArrayOutputStream();
    private Optional<Instant> first = Optional.empty();
    private long bytes;
    private long lines;
    private boolean torn;

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        digest.update(buffer, offset, length);
        bytes += length;
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] == '\n') {
                keep(buffer, from, i);
                ended();
                from = i + 1;
            }
        }
        if (from < offset + length) {
            keep(buffer, from, offset + length);
            torn = true;
        }
    }

    private void keep(byte[] buffer, int from, int to) {
        line.write(buffer, from, Math.min(to - from, BEGINNING - Math.min(BEGINNING, line.size())));
    }

    private void ended() {
        lines++;
        torn = false;
        ByteArrayOutputStream empty = complete;
        complete = line;
        line = empty;
        line.reset();
        if (lines == 1) {
            first = time(complete);
        }
    }

    private static Optional<Instant> time(ByteArrayOutputStream line) {
        Matcher time = TIME.matcher(line.toString(StandardCharsets.UTF_8));
        try {
            return time.find() ? Optional.of(Instant.parse(time.group(1))) : Optional.empty();
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** The figures; a torn last line counts as a line. */
    Figures figures(String archiveSha256, long archiveBytes) {
        return new Figures(
                HexFormat.of().formatHex(digest.digest()),
                bytes,
                archiveSha256,
                archiveBytes,
                torn ? lines + 1 : lines,
                torn,
                first,
                time(complete));
    }
}
