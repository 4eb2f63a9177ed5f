package io.github.vitals.health.history;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow as they are written; small numbers take one byte. */
final class ByteWriter {
    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private byte[] bytes;
    private int length;

    ByteWriter(int expected) {
        this.bytes = new byte[expected];
    }

    int length() {
        return length;
    }

    /** What was written is never changed, only added to: parts of it may be kept. */
    byte[] array() {
        return bytes;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    void put(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    /** Zero or more. */
    void number(long value) {
        long left = value;
        while (left >= MORE) {
            put((int) (left & (MORE - 1)) | MORE);
            left >>>= BITS;
        }
        put((int) left);
    }

    void bytes(byte[] from, int offset, int count) {
        number(count);
        room(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    void text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        bytes(encoded, 0, encoded.length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length + bytes.length / 2 + 16));
        }
    }
}
