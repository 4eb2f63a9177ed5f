package io.github.vitals.health.benchmarks;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.history.StoreHealth;
import io.github.vitals.health.page.HealthPage;
import io.github.vitals.health.server.HealthServer;
import io.github.vitals.health.servers.browser.Browser;
import io.github.vitals.health.servers.browser.Tab;
import io.github.vitals.health.servers.history.InventedHistory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The first page, with 30 days of history, in a JVM of its own: how long it takes to render it, how large it is when it
 * is compressed, and when the largest thing on it has been painted in a real browser.
 *
 * <p>It is rendered as the first that the JVM does ({@code cold}); then, by code that is warm, by a page that was made
 * just now and remembers nothing of a history that was read before ({@code fresh}); and once more by the same page
 * ({@code again}). Compression is in all of them. It is one thread that renders, and its processor time that is told, so
 * that other load on the machine is not in it; the first one is told by the clock on the wall.
 */
final class PageFigures {
    private static final int ROUNDS = 60;
    private static final int PAINTS = 5;
    private static final double MILLION = 1e6;

    private final HealthRegistry health;
    private final HealthHistory history;

    private PageFigures(HealthRegistry health, HealthHistory history) {
        this.health = health;
        this.history = history;
    }

    static void measure(Figures figures) throws IOException, InterruptedException {
        Map<String, Double> some = Fork.run(PageFigures.class, "200");
        figures.show("page.200.cold", some.get("cold"), "ms");
        figures.atMost("page.200.fresh", some.get("fresh"), "ms", 50);
        figures.atMost("page.200.again", some.get("again"), "ms", 50);
        figures.atMost("page.200.size", some.get("size"), "kB", 150);
        paint(figures, "page.200", some);
        Map<String, Double> many = Fork.run("2g", PageFigures.class, "2000");
        figures.show("page.2000.cold", many.get("cold"), "ms");
        figures.atMost("page.2000.fresh", many.get("fresh"), "ms", 500);
        figures.show("page.2000.again", many.get("again"), "ms");
        figures.show("page.2000.size", many.get("size"), "kB");
        paint(figures, "page.2000", many);
    }

    /** The target is what is called good (web.dev/lcp: 2.5 s), and much less than that, as the server is near. */
    private static void paint(Figures figures, String name, Map<String, Double> measured) {
        if (measured.containsKey("paint")) {
            figures.atMost(name + ".paint", measured.get("paint"), "ms", 1_000);
        } else {
            figures.missing(name + ".paint", "no browser is installed");
        }
    }

    /** The program in the JVM of its own; the argument is the number of checks. */
    public static void main(String[] arguments) throws Exception {
        List<String> names = IntStream.range(0, Integer.parseInt(arguments[0]))
                .mapToObj(i -> "check-" + i)
                .toList();
        try (HealthRegistry health = VitalsServer.up(names.size());
                HealthHistory history = HealthHistory.builder(health)
                        .origin("shop", "shop-1")
                        .store(new InventedHistory(names, Instant.now(), Duration.ofDays(30), 1))
                        .start()) {
            while (history.store().filter(StoreHealth::loaded).isEmpty()) {
                Thread.sleep(10);
            }
            PageFigures page = new PageFigures(health, history);
            page.render();
            page.paint();
        }
    }

    private HealthPage page() {
        return HealthPage.builder(health)
                .history(history)
                .details(request -> true)
                .build();
    }

    private void render() {
        long start = System.nanoTime();
        answer(page());
        print("cold", (System.nanoTime() - start) / MILLION);
        double[] fresh = new double[ROUNDS];
        double[] again = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            HealthPage page = page();
            fresh[round] = millis(page);
            again[round] = millis(page);
        }
        print("fresh", Figures.median(later(fresh)));
        print("again", Figures.median(later(again)));
        print("size", answer(page()).length() / 1_000.0);
    }

    /** Without those in which code was not yet compiled. */
    private static double[] later(double[] rounds) {
        return Arrays.copyOfRange(rounds, rounds.length / 2, rounds.length);
    }

    private static double millis(HealthPage page) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        answer(page);
        return (threads.getCurrentThreadCpuTime() - start) / MILLION;
    }

    private static HealthResponse answer(HealthPage page) {
        HealthResponse answer = page.respond(HealthRequest.of("GET", "/")
                        .withHeaders(name -> name.equalsIgnoreCase("Accept-Encoding") ? "gzip" : null))
                .orElseThrow();
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("status code: " + answer.statusCode() + " (expected: 200)");
        }
        return answer;
    }

    private void paint() {
        if (!Browser.installed()) {
            return;
        }
        try (HealthServer server = HealthServer.builder(health)
                        .port(0)
                        .details(request -> true)
                        .history(history)
                        .start();
                Browser browser = Browser.start()) {
            double[] paints = new double[PAINTS];
            for (int i = 0; i < PAINTS; i++) {
                try (Tab tab = browser.tab()) {
                    paints[i] =
                            tab.open(server.uri().resolve("/")).largestPaint().toNanos() / MILLION;
                }
            }
            print("paint", Figures.median(paints));
        }
    }

    private static void print(String name, double value) {
        System.out.println(name + " " + value);
    }
}
