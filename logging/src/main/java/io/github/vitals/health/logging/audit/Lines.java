package io.github.vitals.health.logging.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a file as bytes: nothing is decoded, so that nothing is lost. Not thread-safe. */
final class Lines implements AutoCloseable {
    /** More than two lines have: a file without newlines is not read into memory. */
    private static final int LONGEST = 4 * AuditJson.LONGEST;

    private final InputStream in;

    Lines(InputStream in) {
        this.in = new BufferedInputStream(in, 64 * 1024);
    }

    /** A line without its newline, and whether it had one. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Line(byte[] bytes, boolean ended) {}

    /** Null after the last one. One that is far too long comes in pieces, none of which is ended but the last. */
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        for (int each = in.read(); each >= 0; each = in.read()) {
            if (each == '\n') {
                return new Line(bytes.toByteArray(), true);
            }
            bytes.write(each);
            if (bytes.size() == LONGEST) {
                return new Line(bytes.toByteArray(), false);
            }
        }
        return bytes.size() == 0 ? null : new Line(bytes.toByteArray(), false);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
