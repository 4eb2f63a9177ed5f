package io.github.vitals.health.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Servers under load in turn, round after round, so that a busy minute of the machine falls on all alike: what each
 * spends on a request. All are up the whole time, and each has been warmed up, by processor time. A figure is the median
 * of the rounds; a server that does not start has none.
 */
final class ServerLoad implements AutoCloseable {
    /** The unit of processor time, which has steps of 10 ms, so that one request is too little to tell. */
    private static final int REQUESTS = 100_000;

    private final Figures figures;
    private final boolean quick;
    private final Map<Served, ServerProcess> servers = new LinkedHashMap<>();
    private final Map<String, List<Round>> rounds = new LinkedHashMap<>();

    /** CPU is in seconds for so many requests. */
    private record Round(double cpu, Wrk wrk) {}

    ServerLoad(Figures figures, boolean quick) {
        this.figures = figures;
        this.quick = quick;
    }

    void add(Served served) {
        try {
            servers.put(served, served.start());
        } catch (IOException failed) {
            figures.missing(served.label(), failed.toString());
        }
    }

    void run() throws IOException, InterruptedException {
        Map<Served, URI> uris = uris();
        for (Map.Entry<Served, URI> each : uris.entrySet()) {
            warmUp(servers.get(each.getKey()), each.getValue());
        }
        for (int round = 0; round < (quick ? 5 : 7); round++) {
            for (Map.Entry<Served, URI> each : uris.entrySet()) {
                measure(each.getKey(), each.getValue());
            }
        }
    }

    private Map<Served, URI> uris() {
        Map<Served, URI> uris = new LinkedHashMap<>();
        servers.forEach((served, server) -> {
            try {
                uris.put(served, server.awaitUri().resolve(served.path()));
            } catch (IOException failed) {
                figures.missing(served.label(), failed.toString());
            }
        });
        return uris;
    }

    /** Until it has had its processor time, or long enough: on a busy machine it may get little. */
    private void warmUp(ServerProcess server, URI uri) throws IOException, InterruptedException {
        Duration warm = server.cpu().plusSeconds(quick ? 3 : 6);
        for (int second = 0; second < (quick ? 6 : 20) && server.cpu().compareTo(warm) < 0; second++) {
            Wrk.ask(uri);
        }
    }

    private void measure(Served served, URI uri) throws IOException, InterruptedException {
        ServerProcess server = servers.get(served);
        Duration before = server.cpu();
        Wrk wrk = Wrk.ask(uri);
        double seconds = server.cpu().minus(before).toNanos() / 1e9;
        rounds.computeIfAbsent(served.label(), label -> new ArrayList<>())
                .add(new Round(seconds / wrk.requests() * REQUESTS, wrk));
    }

    boolean has(String label) {
        return rounds.containsKey(label);
    }

    /** What the one spends beside the other: the median of that of each round. */
    double ratio(String label, String other) {
        List<Round> own = rounds.get(label);
        List<Round> others = rounds.get(other);
        double[] ratios = new double[own.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = own.get(i).cpu() / others.get(i).cpu();
        }
        return Figures.median(ratios);
    }

    /** Shows what is known of each server. */
    void show() {
        rounds.forEach((label, all) -> {
            figures.show(label + ".cpu", median(all, Round::cpu), "s/100k");
            figures.show(label + ".requests", median(all, round -> round.wrk().perSecond()), "/s");
            figures.show(label + ".p50", median(all, round -> round.wrk().p50()), "us");
            figures.show(label + ".p99", median(all, round -> round.wrk().p99()), "us");
        });
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Figures.median(rounds.stream().mapToDouble(figure).toArray());
    }

    @Override
    public void close() throws IOException {
        for (ServerProcess server : servers.values()) {
            server.close();
        }
    }
}
