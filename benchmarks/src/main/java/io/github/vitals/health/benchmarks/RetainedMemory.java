package io.github.vitals.health.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;

/**
 * The heap that one more check keeps, in a JVM of its own: 10,000 checks are registered and run, and what is then in use
 * after collections is compared with what was before. In it are the check's name (about 56 B) and its lambda (16 B), for
 * each library alike; what the check itself does is not. Vitals is started, with the default policy, and remembers and
 * judges; Dropwizard and Spring keep no results.
 */
final class RetainedMemory {
    private static final int CHECKS = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private RetainedMemory() {}

    static void measure(Figures figures) throws IOException, InterruptedException {
        figures.atMost("retained.per.check", perCheck(Library.STARTED), "B", 512);
        for (Library peer : List.of(Library.DROPWIZARD, Library.SPRING)) {
            figures.show(peer.label + ".retained.per.check", perCheck(peer), "B");
        }
    }

    private static double perCheck(Library library) throws IOException, InterruptedException {
        return Fork.run(RetainedMemory.class, library.name()).get("bytes");
    }

    /** The program in the JVM of its own; the argument is the name of a library. */
    public static void main(String[] arguments) throws Exception {
        Library library = Library.valueOf(arguments[0]);
        List<NoOp> few = NoOp.of(10);
        try (Contender loaded = library.open(few)) {
            evaluate(loaded, few);
        }
        List<NoOp> checks = NoOp.of(CHECKS);
        long before = used();
        try (Contender contender = library.open(checks)) {
            evaluate(contender, checks);
            System.out.println("bytes " + (double) (used() - before) / CHECKS);
            Reference.reachabilityFence(contender);
        }
        Reference.reachabilityFence(checks);
    }

    private static void evaluate(Contender contender, List<NoOp> checks) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            contender.evaluate();
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("a check has not run within " + PATIENCE);
            }
        } while (NoOp.leastRuns(checks) == 0);
    }

    /** The heap in use once collections free nothing more. */
    static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
