package io.github.vitals.health.history;

import java.nio.charset.StandardCharsets;

/** Reads what a {@link ByteWriter} wrote. */
final class ByteReader {
    private static final int BITS = 7;

    private final byte[] bytes;
    private int at;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] array() {
        return bytes;
    }

    int at() {
        return at;
    }

    int next() {
        return bytes[at++] & 0xff;
    }

    long number() {
        long value = 0;
        int shift = 0;
        int each = bytes[at++];
        while (each < 0) {
            value |= (long) (each & 0x7f) << shift;
            shift += BITS;
            each = bytes[at++];
        }
        return value | (long) each << shift;
    }

    int count() {
        return (int) number();
    }

    void skip(int count) {
        at += count;
    }

    String text() {
        int length = count();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }
}
