package io.github.vitals.health.benchmarks;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * The time in a fresh JVM from before the first line about health to the first answer about 10 checks that do nothing.
 * Vitals is started, with the default policy, and asked with {@code check()}. The logging framework is loaded before the
 * clock starts, as it is in an application. The libraries take turns; a figure is the median of their starts, in time on
 * the wall.
 */
final class ColdStart {
    private static final int CHECKS = 10;
    private static final List<Library> LIBRARIES = List.of(Library.STARTED, Library.DROPWIZARD, Library.SPRING);

    private ColdStart() {}

    static void measure(Figures figures, boolean quick) throws IOException, InterruptedException {
        int starts = quick ? 5 : 11;
        Map<Library, double[]> times = new EnumMap<>(Library.class);
        LIBRARIES.forEach(library -> times.put(library, new double[starts]));
        for (int i = 0; i < starts; i++) {
            for (Library library : LIBRARIES) {
                times.get(library)[i] =
                        Fork.run(ColdStart.class, library.name()).get("millis");
            }
        }
        times.forEach((library, each) -> {
            double millis = Figures.median(each);
            if (library == Library.STARTED) {
                figures.atMost("cold.first.answer", millis, "ms", 45);
            } else {
                figures.show(library.label + ".cold.first.answer", millis, "ms");
            }
        });
    }

    /** The program in the fresh JVM; the argument is the name of a library. */
    public static void main(String[] arguments) throws Exception {
        LoggerFactory.getLogger(ColdStart.class).info("loaded");
        Library library = Library.valueOf(arguments[0]);
        List<NoOp> checks = NoOp.of(CHECKS);
        long start = System.nanoTime();
        try (Contender contender = library.open(checks)) {
            contender.evaluate();
            double millis = (System.nanoTime() - start) / 1e6;
            if (NoOp.leastRuns(checks) == 0) {
                throw new IllegalStateException("a check has not run");
            }
            System.out.println("millis " + millis);
        }
    }
}
