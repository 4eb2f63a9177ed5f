package io.github.vitals.health.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;

/**
 * What it costs to run N checks that do nothing, beside what other libraries need for it in the same run.
 *
 * <p>What is compared are unlike promises. A forced run of Vitals runs each check isolated from its caller, gives it up
 * at its timeout, judges the result and remembers it. Dropwizard's serial run, Spring's endpoint and SmallRye's reporter
 * call the checks on the caller's thread and wait as long as they take, and so does Dropwizard's run on a pool for the
 * pool. None of them remembers. The checks do the same for all, and that each evaluation ran each of them is made sure
 * of. A quick run shows Spring and SmallRye for 10 checks only.
 */
final class ForcedFigures {
    private static final List<String> CHECKS = List.of("1", "10", "100", "1000");
    private static final String MOST = "1000";
    private static final Library[] ALWAYS = {
        Library.FORCED, Library.DROPWIZARD, Library.FORCED_INLINE, Library.DROPWIZARD_POOL
    };
    private static final Library[] BESIDE = {Library.SPRING, Library.SMALLRYE};

    private final Figures figures;
    private final Jmh jmh;

    private ForcedFigures(Figures figures, Jmh jmh) {
        this.figures = figures;
        this.jmh = jmh;
    }

    static void measure(Figures figures, boolean quick) throws RunnerException {
        List<String> beside = quick ? List.of("10") : CHECKS;
        Jmh jmh = Jmh.run(
                quick,
                suite(quick, CHECKS, ALWAYS),
                suite(quick, beside, BESIDE),
                suite(quick, List.of(MOST), Library.FORCED_METERED));
        ForcedFigures forced = new ForcedFigures(figures, jmh);
        for (String checks : CHECKS) {
            forced.judge(checks);
            Arrays.stream(ALWAYS).forEach(library -> forced.show(library, checks));
            if (beside.contains(checks)) {
                Arrays.stream(BESIDE).forEach(library -> forced.show(library, checks));
            }
        }
        // In it is how the engine tells the listener of a run, on other threads as well; a difference of large numbers.
        double bound = forced.cpu(Library.FORCED_METERED, MOST) - forced.cpu(Library.FORCED, MOST);
        figures.show("metrics.bound.run", 1_000 * bound / Integer.parseInt(MOST), "ns");
    }

    private static Options suite(boolean quick, List<String> checks, Library... libraries) {
        return Jmh.suite(ForcedBenchmark.class, quick)
                .param("checks", checks.toArray(String[]::new))
                .param("library", Arrays.stream(libraries).map(Library::name).toArray(String[]::new))
                .warmupIterations(1)
                .build();
    }

    private void judge(String checks) {
        double own = cpu(Library.FORCED, checks);
        String name = Library.FORCED.label + "." + checks + ".cpu";
        String target = Library.DROPWIZARD.label + "." + checks;
        figures.atMost(name, own, "us", cpu(Library.DROPWIZARD, checks), target);
        figures.atMost(name + ".vs.executor", own / cpu(Library.DROPWIZARD_POOL, checks), "x", 1 / 3.0);
    }

    private void show(Library library, String checks) {
        Map<String, String> parameters = parameters(library, checks);
        String name = library.label + "." + checks;
        if (library != Library.FORCED) {
            figures.show(name + ".cpu", cpu(library, checks), "us");
        }
        figures.show(name + ".wall", jmh.wall("evaluate", parameters) / 1_000, "us");
        figures.show(name + ".allocated", jmh.allocated("evaluate", parameters), "B/op");
    }

    private double cpu(Library library, String checks) {
        return jmh.cpu("evaluate", parameters(library, checks)) / 1_000;
    }

    private static Map<String, String> parameters(Library library, String checks) {
        return Map.of("checks", checks, "library", library.name());
    }
}
