package io.github.vitals.health.system;

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
    private static final int CHUNK = 1 << 15;

    private final long[] counts = new long[STATES.size() + 1];
    private final int most;
    private int lines;

    /** Where in a line it is, and what was seen of the state in it. */
    private int word;

    private boolean inWord;
    private int state;

    ProcSockets(int most) {
        this.most = most;
    }

    /** Adds what stands in a file; none where there is no file, as without IPv6. */
    ProcSockets add(Path file) throws IOException {
        if (Files.exists(file)) {
            beginLine();
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = new byte[CHUNK];
                for (int read = in.read(bytes); read >= 0 && lines < most; read = in.read(bytes)) {
                    add(bytes, read);
                }
            }
        }
        return this;
    }

    private void add(byte[] bytes, int length) {
        for (int i = 0; i < length && lines < most; i++) {
            if (bytes[i] == '\n') {
                endLine();
                beginLine();
            } else {
                add(bytes[i]);
            }
        }
    }

    private void add(byte c) {
        boolean before = inWord;
        inWord = c != ' ';
        word += inWord && !before ? 1 : 0;
        if (inWord && word == STATE_WORD) {
            state = state * 16 + Character.digit(c, 16);
        }
    }

    private void beginLine() {
        word = 0;
        inWord = false;
        state = 0;
    }

    /** The headings have no number there. */
    private void endLine() {
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
