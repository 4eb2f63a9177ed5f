package io.github.vitals.health.benchmarks;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.server.HealthServer;
import io.github.vitals.health.servers.Attack;
import io.github.vitals.health.servers.AttackedProcess;
import io.github.vitals.health.servers.AttackedProcess.Look;
import io.github.vitals.health.servers.HostileClients;
import io.github.vitals.health.servers.Probes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * What probes and the application see while hostile clients have a go at the server, which is in a JVM of its own with a
 * heap of 64 MB and would end with the first {@code OutOfMemoryError}.
 */
final class AttackFigures {
    private static final int HEAP = 64;
    private static final int MOST_THREADS = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private static final List<Case> CASES = List.of(
            new Case(Attack.SLOW_HEADERS, "/livez", 500),
            new Case(Attack.SLOW_BODIES, "/livez", 500),
            new Case(Attack.SLOW_READERS, "/metrics", 500),
            new Case(Attack.SLOW_READERS, "/health", 500),
            new Case(Attack.HEADER_FLOOD, "/livez", 500),
            new Case(Attack.URL_FLOOD, "/livez", 500),
            new Case(Attack.PIPELINING, "/livez", 500),
            new Case(Attack.MALFORMED, "/livez", 500),
            new Case(Attack.CHURN, "/livez", 500),
            new Case(Attack.ABORTED_POLLS, "/health/ready", 500),
            new Case(Attack.IDLE, "/livez", 10_000));

    private AttackFigures() {}

    private record Case(Attack attack, String path, int clients) {
        String name() {
            String word = attack.name().toLowerCase(Locale.ROOT).replace('_', '.');
            return "attack." + word + (attack == Attack.SLOW_READERS ? path.replace('/', '.') : "") + "." + clients;
        }
    }

    static void measure(Figures figures, boolean quick) {
        Duration length = quick ? Duration.ofSeconds(3) : Duration.ofSeconds(20);
        try (AttackedProcess attacked = AttackedProcess.start(AttackedServer.class, "-Xmx" + HEAP + "m")) {
            Probes.of(attacked.uri().resolve("/health"), WARM_UP, PATIENCE);
            Look before = attacked.look();
            for (Case each : CASES) {
                measure(figures, each, length, attacked, before);
            }
        }
    }

    private static void measure(Figures figures, Case attack, Duration length, AttackedProcess attacked, Look before) {
        URI target = attacked.uri().resolve(attack.path);
        try (HostileClients clients = HostileClients.start(attack.attack, target, attack.clients)) {
            Probes probes = Probes.of(attacked.uri().resolve("/livez"), length, PATIENCE);
            Look during = attacked.look();
            String name = attack.name();
            figures.atMost(name + ".probe.worst", probes.worst().toNanos() / 1e6, "ms", 1000);
            figures.atMost(name + ".probe.failed", probes.failures().size(), "probes", 0);
            figures.atMost(name + ".threads", during.threads() - before.threads(), "threads", MOST_THREADS);
            figures.atMost(name + ".heap", during.heap() / (double) (1 << 20), "MB", HEAP);
            figures.show(name + ".application.pause", during.pause().toNanos() / 1e6, "ms");
            figures.show(name + ".ended", clients.ended(), "connections");
        }
    }

    /** The server in the JVM of its own. */
    static final class AttackedServer implements Callable<URI> {
        private static final int CHECKS = 100;
        private static final int SERIES = 400;

        @Override
        public URI call() {
            HealthRegistryBuilder checks = HealthRegistry.builder();
            for (int i = 0; i < CHECKS; i++) {
                checks.check("check-" + i, context -> HealthResult.up("x".repeat(1000)));
            }
            HealthRegistry health = checks.build();
            health.check();
            PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            for (int i = 0; i < SERIES; i++) {
                Gauge.builder("large", () -> 1)
                        .tag("text", "x".repeat(5000) + i)
                        .register(meters);
            }
            return HealthServer.builder(health)
                    .port(0)
                    .meters(meters)
                    .details(HealthRequest::fromLoopback)
                    .start()
                    .uri();
        }
    }
}
