package io.github.vitals.health.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What a server spends on a request of {@code /health/ready} with 100 checks that are up and details hidden, beside what
 * the same server needs for a constant answer, and other libraries' endpoints for theirs about 100 checks. Libraries that
 * need a newer JDK are compared with ours on that JDK.
 *
 * <p>Others are asked for what tells of the checks; a full run also asks them for the least that they can tell, which is
 * shown and not judged: an answer without a body says more of a server than of an endpoint. It also shows what ours needs
 * where details are shown, and how the JDK's server does with other executors.
 */
final class ReadyFigures {
    private static final double BESIDE_THE_LIMIT = 1.1;
    private static final String CHECKS = "100";

    private final Figures figures;
    private final ServerLoad load;

    private ReadyFigures(Figures figures, ServerLoad load) {
        this.figures = figures;
        this.load = load;
    }

    static void measure(Figures figures, boolean quick) throws IOException, InterruptedException {
        if (!Wrk.present()) {
            figures.missing("ready", "no wrk on the PATH");
            return;
        }
        try (ServerLoad load = new ServerLoad(figures, quick)) {
            new ReadyFigures(figures, load).measure(quick);
        }
    }

    private void measure(boolean quick) throws IOException, InterruptedException {
        Path jdk = Path.of(System.getProperty("java.home"));
        String newerJdk = System.getProperty("benchmarks.newer.jdk");
        String newer = ".jdk" + System.getProperty("benchmarks.newer.version");
        add(jdk);
        if (newerJdk.isEmpty()) {
            figures.missing("helidon", "no JDK 21 or later");
        } else {
            addOnNewer(newer, Path.of(newerJdk), quick);
        }
        if (!quick) {
            addMore(jdk);
        }
        load.run();
        judge("ready.100", "constant.elastic", BESIDE_THE_LIMIT);
        judge("ready.100" + newer, "constant.elastic" + newer, BESIDE_THE_LIMIT);
        judge("ready.1000", "ready.10", BESIDE_THE_LIMIT);
        judge("ready.100", "dropwizard", 1);
        judge("ready.100", "actuator", 1);
        judge("ready.100" + newer, "helidon" + newer, 1);
        show("ready.100", "dropwizard.least");
        show("ready.100" + newer, "helidon.least" + newer);
        load.show();
    }

    private void add(Path jdk) {
        load.add(Served.vitals("ready.10", jdk, 10, false));
        load.add(Served.vitals("ready.1000", jdk, 1000, false));
        load.add(Served.vitals("ready.100", jdk, 100, false));
        load.add(Served.constant("constant.elastic", jdk, "elastic"));
        load.add(Served.peer("dropwizard", jdk, "/health-check?name=all", "Dropwizard", CHECKS));
        load.add(Served.peer("actuator", jdk, "/actuator/health", "Actuator", CHECKS));
    }

    private void addOnNewer(String newer, Path jdk, boolean quick) {
        load.add(Served.vitals("ready.100" + newer, jdk, 100, false));
        load.add(Served.constant("constant.elastic" + newer, jdk, "elastic"));
        load.add(Served.peer("helidon" + newer, jdk, "/observe/health/ready", "Helidon", CHECKS, "true"));
        if (!quick) {
            load.add(Served.peer("helidon.least" + newer, jdk, "/observe/health/ready", "Helidon", CHECKS, "false"));
        }
    }

    private void addMore(Path jdk) {
        load.add(Served.constant("constant.default", jdk, "default"));
        load.add(Served.constant("constant.pool4", jdk, "pool4"));
        load.add(Served.peer("dropwizard.least", jdk, "/health-check", "Dropwizard", CHECKS));
        for (int checks : new int[] {10, 100, 1000}) {
            load.add(Served.vitals("details." + checks, jdk, checks, true));
        }
    }

    private void judge(String own, String other, double target) {
        if (load.has(own) && load.has(other)) {
            figures.atMost(own + ".cpu.vs." + other, load.ratio(own, other), "x", target);
        }
    }

    private void show(String own, String other) {
        if (load.has(own) && load.has(other)) {
            figures.show(own + ".cpu.vs." + other, load.ratio(own, other), "x");
        }
    }
}
