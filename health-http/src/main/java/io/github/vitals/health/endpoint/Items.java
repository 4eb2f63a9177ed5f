package io.github.vitals.health.endpoint;

import java.util.ArrayList;
import java.util.List;

/** The items of an answer about the past, as many as it holds: first without what is long in them, then not at all. */
record Items(List<String> written, int omitted) {
    /** Kept for what is around the items. */
    private static final int FRAME = 8 * 1024;

    /** Writes one item, with what may be long in it, or without. */
    @FunctionalInterface
    interface Writer<T> {
        String write(T item, boolean whole);
    }

    static <T> Items fitting(List<T> all, Writer<T> writer) {
        List<String> written = new ArrayList<>(all.size());
        int left = Checks.LONGEST - FRAME;
        for (T item : all) {
            String text = writer.write(item, true);
            int length = length(text);
            if (length > left) {
                text = writer.write(item, false);
                length = length(text);
            }
            left -= length;
            if (left < 0) {
                break;
            }
            written.add(text);
        }
        return new Items(written, all.size() - written.size());
    }

    /** With a comma or a line's end. */
    private static int length(String text) {
        return Utf8.encode(text).length + 2;
    }
}
