package io.github.vitals.health.endpoint;

import java.util.ArrayList;
import java.util.List;

/** The items of a list in an answer, as many as it holds: first without what is long in them, then not at all. */
record Items(List<String> written, int omitted) {
    /** Kept for what is around the items. */
    private static final int FRAME = 8 * 1024;

    /** Writes one item, with what may be long in it, or without. */
    @FunctionalInterface
    interface Writer<T> {
        String write(T item, boolean whole);
    }

    /** For the only list of an answer. */
    static <T> Items fitting(List<T> all, Writer<T> writer) {
        return fitting(all, Checks.LONGEST - FRAME, writer);
    }

    /** {@code most} is how many bytes they may take. */
    static <T> Items fitting(List<T> all, int most, Writer<T> writer) {
        List<String> written = new ArrayList<>(all.size());
        int left = most;
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

    /** As an array, with how many more there are. */
    void write(Json json, String name) {
        json.objects(name, written);
        if (omitted > 0) {
            json.field(name + "Omitted", omitted);
        }
    }

    /** With a comma or a line's end. */
    private static int length(String text) {
        return Utf8.encode(text).length + 2;
    }
}
