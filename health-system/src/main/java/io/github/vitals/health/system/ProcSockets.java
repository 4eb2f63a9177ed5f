package io.github.vitals.health.system;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the connections of {@code /proc/net/tcp} and {@code tcp6} by state, as it reads them: a line for each, whose
 * fourth word is the number of its state. Not thread-safe.
 */
final class ProcSockets {
    /** More than this are not counted, for reading them holds up the kernel. */
    static final int MOST_LINES = 1_000_000;

    /** By the kernel's numbers, from 1 on. */
    private static final List<String> STATES = List.of(
            "established",
            "syn_sent",
            "syn_recv",
            "fin_wait1",
            "fin_wait2",
            "time_wait",
            "close",
            "close_wait",
            "last_ack",
            "listen",
            "closing");

    private static final int STATE_WORD = 4;

    private final long[] counts = new long[STATES.size() + 1];
    private final int most;
    private int lines;

    ProcSockets(int most) {
        this.most = most;
    }

    /** Adds what stands in a file; none where there is no file, as without IPv6. */
    ProcSockets add(Path file) throws IOException {
        if (Files.exists(file)) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                count(in);
            }
        }
        return this;
    }

    private void count(InputStream in) throws IOException {
        int words = 0;
        int state = 0;
        boolean inWord = false;
        for (int c = in.read(); c >= 0 && lines < most; c = in.read()) {
            if (c == '\n') {
                line(state);
                words = 0;
                state = 0;
                inWord = false;
            } else if (c == ' ') {
                inWord = false;
            } else {
                words += inWord ? 0 : 1;
                inWord = true;
                state = words == STATE_WORD ? state * 16 + Character.digit(c, 16) : state;
            }
        }
    }

    /** The headings have no number there. */
    private void line(int state) {
        if (state >= 1 && state < counts.length) {
            counts[state]++;
            lines++;
        }
    }

    Map<String, Long> states() {
        Map<String, Long> states = new LinkedHashMap<>();
        for (int i = 0; i < STATES.size(); i++) {
            states.put(STATES.get(i), counts[i + 1]);
        }
        return states;
    }
}
