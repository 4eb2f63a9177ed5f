package io.github.vitals.health.logging.archive;

import io.github.vitals.health.servers.KilledProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Processes that are started before they are needed, since that takes longer than what they do. */
final class Children implements AutoCloseable {
    static final long NO_CAP = Long.MAX_VALUE;
    private static final int AHEAD = 2;

    private final Deque<KilledProcess> waiting = new ArrayDeque<>();

    /** One that does a round, and stays in a step of it; 0 for none. */
    KilledProcess round(Path directory, int stayInStep, long cap) throws IOException {
        return next("round\t" + directory + "\t" + stayInStep + "\t" + cap);
    }

    /** One that sets holds and releases them. */
    KilledProcess holds(Path archives) throws IOException {
        return next("holds\t" + archives);
    }

    private KilledProcess next(String order) throws IOException {
        while (waiting.size() <= AHEAD) {
            waiting.add(KilledProcess.start(ArchivingProgram.class, List.of()));
        }
        KilledProcess child = waiting.remove();
        child.say(order);
        return child;
    }

    /** What it tells of until it has told of so many things, or is at its end. */
    static List<String> told(KilledProcess child, int things) throws IOException {
        List<String> told = new ArrayList<>();
        while (told.size() < things && !told.contains("END")) {
            told.add(child.next());
        }
        return told;
    }

    @Override
    public void close() {
        waiting.forEach(KilledProcess::close);
        waiting.clear();
    }
}
