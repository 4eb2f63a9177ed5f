package io.github.vitals.health.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What every check of every library does in these benchmarks: nothing but to count its run, so that it can be seen that
 * all of them ran. A library never runs one check twice at once, and hands results from thread to thread, so the count
 * need not be atomic.
 */
final class NoOp {
    private long runs;

    static List<NoOp> of(int number) {
        return IntStream.range(0, number).mapToObj(i -> new NoOp()).toList();
    }

    void run() {
        runs++;
    }

    /** How often the one that ran least did. */
    static long leastRuns(List<NoOp> all) {
        return all.stream().mapToLong(each -> each.runs).min().orElseThrow();
    }
}
