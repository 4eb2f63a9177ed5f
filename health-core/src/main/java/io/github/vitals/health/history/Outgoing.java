package io.github.vitals.health.history;

import io.github.vitals.health.HealthTransition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Transitions that a store does not have yet, numbered, and so many that had to be let go. Guarded by the ledger's lock. */
final class Outgoing {
    static final int MOST = 10_000;

    private final Deque<HealthTransition> waiting = new ArrayDeque<>();
    private long firstNumber = 1;
    private long handed;
    private long lost;

    void add(HealthTransition transition) {
        if (waiting.size() == MOST) {
            waiting.removeFirst();
            firstNumber++;
            lost++;
        }
        waiting.addLast(transition);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Numbers go on where those end that are written already. */
    void continueAfter(long number) {
        firstNumber = number + 1;
    }

    /** The first ones, in order. */
    List<HistoryBatch.Transition> handOver(int most) {
        List<HistoryBatch.Transition> some = new ArrayList<>();
        for (HealthTransition each : waiting) {
            if (some.size() == most) {
                break;
            }
            some.add(new HistoryBatch.Transition(firstNumber + some.size(), each));
        }
        handed = firstNumber + some.size();
        return some;
    }

    /** What was handed over is written. */
    void written() {
        while (firstNumber < handed && !waiting.isEmpty()) {
            waiting.removeFirst();
            firstNumber++;
        }
    }

    long takeLost() {
        long count = lost;
        lost = 0;
        return count;
    }
}
