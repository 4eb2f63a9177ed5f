package io.github.vitals.health.servers.alerting;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Which requests go wrong, and how. Thread-safe. */
final class Script {
    private static final List<Fault> RANDOM =
            List.of(Fault.busy(1), Fault.answer(500, "internal error"), Fault.CLOSE, Fault.LOST);

    private final Deque<Fault> next = new ArrayDeque<>();
    private Random random = new Random(0);
    private double share;

    synchronized void next(Fault... faults) {
        next.addAll(List.of(faults));
    }

    synchronized void randomly(long seed, double part) {
        random = new Random(seed);
        share = part;
    }

    synchronized Fault take() {
        if (!next.isEmpty()) {
            return next.remove();
        }
        return share > 0 && random.nextDouble() < share ? RANDOM.get(random.nextInt(RANDOM.size())) : Fault.NONE;
    }
}
