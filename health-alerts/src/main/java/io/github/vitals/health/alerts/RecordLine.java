package io.github.vitals.health.alerts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One batch as a line of a file: a checksum of eight hexadecimal digits, the number of bytes of the batch in as many,
 * the batch, each but the last with a blank behind it, and the end of the line.
 */
final class RecordLine {
    static final char END = '\n';

    private static final int DIGITS = 8;
    private static final int HEAD = 2 * (DIGITS + 1);
    private static final HexFormat HEX = HexFormat.of();

    /**
     * What a line was found to be.
     *
     * @param length of the line, its end included
     * @param ended whether it ends as a line does
     */
    record Found(RecordBatch batch, int length, boolean ended) {}

    private RecordLine() {}

    static byte[] of(RecordBatch batch) {
        byte[] body = batch.text().getBytes(StandardCharsets.UTF_8);
        String length = HEX.toHexDigits(body.length);
        ByteBuffer line = ByteBuffer.allocate(length(body.length));
        line.put((HEX.toHexDigits(checksum(length, body, 0, body.length)) + ' ' + length + ' ')
                .getBytes(StandardCharsets.US_ASCII));
        return line.put(body).put((byte) END).array();
    }

    static int length(int body) {
        return HEAD + body + 1;
    }

    /** The line that begins at an offset; empty if none does that is whole. */
    static Optional<Found> at(byte[] bytes, int offset) {
        long sum = number(bytes, offset);
        long length = number(bytes, offset + DIGITS + 1);
        if (sum < 0 || length < 0 || offset + HEAD + length >= bytes.length) {
            return Optional.empty();
        }
        int body = offset + HEAD;
        int count = (int) length;
        if (sum != Integer.toUnsignedLong(checksum(HEX.toHexDigits(count), bytes, body, count))) {
            return Optional.empty();
        }
        try {
            RecordBatch batch = RecordBatch.of(new String(bytes, body, count, StandardCharsets.UTF_8));
            return Optional.of(new Found(batch, length(count), bytes[body + count] == END));
        } catch (IOException notOurs) {
            return Optional.empty();
        }
    }

    /** The number that a blank follows; less than zero if there is none. */
    private static long number(byte[] bytes, int offset) {
        if (offset + DIGITS >= bytes.length || bytes[offset + DIGITS] != ' ') {
            return -1;
        }
        long number = 0;
        for (int i = offset; i < offset + DIGITS; i++) {
            if (!HexFormat.isHexDigit(bytes[i])) {
                return -1;
            }
            number = number << 4 | HexFormat.fromHexDigit(bytes[i]);
        }
        return number;
    }

    private static int checksum(String length, byte[] bytes, int offset, int count) {
        CRC32C sum = new CRC32C();
        sum.update(length.getBytes(StandardCharsets.US_ASCII));
        sum.update(bytes, offset, count);
        return (int) sum.getValue();
    }
}
