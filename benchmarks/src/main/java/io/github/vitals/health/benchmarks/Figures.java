package io.github.vitals.health.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints the figures of a topic, one a line: {@code name value unit target ok|short}; exits 1 if one is short, or missing. */
public final class Figures {
    private static final Map<String, Topic> TOPICS = new TreeMap<>(Map.of(
            "alerts",
            new AlertFigures(),
            "engine",
            new EngineFigures(),
            "endpoint",
            new EndpointFigures(),
            "history",
            new HistoryFigures(),
            "logging",
            new LoggingFigures(),
            "ops",
            new OpsFigures(),
            "probes",
            new ProbeFigures()));

    private boolean shortOfATarget;
    private boolean incomplete;

    private Figures() {}

    /** What a topic measures. */
    interface Topic {
        void measure(Figures figures, boolean quick) throws Exception;
    }

    /**
     * Runs one topic.
     *
     * @param arguments the topic, and {@code --quick} for a run of a few minutes at most
     * @throws Exception if a benchmark could not be run
     */
    public static void main(String[] arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(arguments));
        boolean quick = words.remove("--quick");
        Topic topic = words.size() == 1 ? TOPICS.get(words.get(0)) : null;
        if (topic == null) {
            System.err.println("usage: bin/bench TOPIC [--quick]   TOPIC: " + String.join(", ", TOPICS.keySet()));
            System.exit(2);
            return;
        }
        Figures figures = new Figures();
        topic.measure(figures, quick);
        System.exit(figures.shortOfATarget || figures.incomplete ? 1 : 0);
    }

    /** Adds a figure that must not be more than its target. */
    void atMost(String name, double value, String unit, double target) {
        judge(name, value, unit, target, "<=" + number(target));
    }

    /** Adds a figure that must not be more than another one of the same run, which has a name. */
    void atMost(String name, double value, String unit, double target, String targetName) {
        judge(name, value, unit, target, "<=" + number(target) + "(" + targetName + ")");
    }

    private void judge(String name, double value, String unit, double target, String targetText) {
        boolean ok = value <= target;
        shortOfATarget |= !ok;
        print(name, number(value), unit, targetText, ok ? "ok" : "short");
    }

    /** Adds a figure that nothing was promised about. */
    void show(String name, double value, String unit) {
        print(name, number(value), unit, "-", "ok");
    }

    /** Says that figures cannot be had, without which the run is not what it should be. */
    void missing(String subject, String reason) {
        incomplete = true;
        System.err.println("no figures of " + subject + ": " + reason);
    }

    /** At once, so that a benchmark that fails takes no figure with it. */
    private static void print(String... words) {
        System.out.println(String.join(" ", words));
    }

    /** The middle one of the values, or the mean of the middle two. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.1f", value);
    }
}
