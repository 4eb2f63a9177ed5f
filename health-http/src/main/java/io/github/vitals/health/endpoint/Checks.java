package io.github.vitals.health.endpoint;

import io.github.vitals.health.CheckState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The checks of an answer, as many as it holds: first without their data, then not at all. */
final class Checks {
    /** The longest answer, in bytes. */
    static final int LONGEST = 1 << 20;

    /** Kept for the fields around the checks. */
    private static final int FRAME = 1024;

    /** Around each check, where it stands under its name. */
    private static final int PUNCTUATION = 6;

    private final Map<String, String> written = new LinkedHashMap<>();
    private final int all;

    /** Writes one check, with its data or whatever else is long, or without. */
    @FunctionalInterface
    interface Writer {
        String write(CheckState state, boolean withData);
    }

    private Checks(int all) {
        this.all = all;
    }

    static Checks fitting(List<CheckState> states, Writer writer) {
        Checks checks = new Checks(states.size());
        int left = LONGEST - FRAME;
        for (CheckState state : states) {
            String text = writer.write(state, true);
            if (Utf8.encode(text).length >= left) {
                text = writer.write(state, false);
            }
            left -= Utf8.encode(text).length + Utf8.encode(state.name()).length + PUNCTUATION;
            if (left < 0) {
                break;
            }
            checks.written.put(state.name(), text);
        }
        return checks;
    }

    /** What was written, by name. */
    Map<String, String> written() {
        return written;
    }

    int omitted() {
        return all - written.size();
    }
}
