package io.github.vitals.health.logging.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.function.BiFunction;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/**
 * What the log says about itself: that lines were dropped, once when it begins and once when it is over, and that a file
 * was torn. Used by the thread that writes.
 */
final class Notices {
    private static final List<Level> LEVELS = List.of(Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR);

    private final LineQueue queue;
    private final BiFunction<String, List<KeyValuePair>, byte[]> encode;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private long seen;
    private long told;
    private boolean burst;

    Notices(LineQueue queue, BiFunction<String, List<KeyValuePair>, byte[]> encode) {
        this.queue = queue;
        this.encode = encode;
    }

    /** A file ended in the middle of a line. */
    void torn(String file, long offset) {
        say(
                "A log file ended in the middle of a line",
                List.of(new KeyValuePair("log.file.path", file), new KeyValuePair("log.offset", offset)));
    }

    /** Adds what there is to tell, if there is room. */
    void addTo(Batch batch) {
        lookForDrops();
        for (byte[] line = waiting.peek(); line != null && batch.add(line); line = waiting.peek()) {
            waiting.remove();
        }
    }

    private void lookForDrops() {
        long now = queue.dropped();
        boolean more = now > seen;
        seen = now;
        if (more && !burst) {
            burst = true;
            told = now;
            say("Events are dropped because the log queue is full", drops(now));
        } else if (burst && !more && queue.events() <= queue.mostEvents() / 2) {
            burst = false;
            if (now > told) {
                say("No more events are dropped", drops(now));
            }
        }
    }

    private List<KeyValuePair> drops(long total) {
        List<KeyValuePair> pairs = new ArrayList<>();
        pairs.add(new KeyValuePair("log.dropped.total", total));
        for (Level level : LEVELS) {
            String field = "log.dropped." + level.name().toLowerCase(Locale.ROOT);
            pairs.add(new KeyValuePair(field, queue.dropped(LEVELS.indexOf(level))));
        }
        return pairs;
    }

    private void say(String message, List<KeyValuePair> pairs) {
        byte[] line = encode.apply(message, pairs);
        if (line.length > 0) {
            waiting.add(line);
        }
    }
}
