package io.github.vitals.health.benchmarks;

import io.github.vitals.health.alerts.storm.CrashStorm;
import io.github.vitals.health.alerts.storm.ReplicaStorm;
import io.github.vitals.health.alerts.storm.StormCount;
import io.github.vitals.health.servers.PostgresServer;
import io.github.vitals.health.servers.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whether alerts arrive, whatever happens, once each, and how soon. */
final class AlertFigures implements Figures.Topic {
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final long SEED = 20_260_301;

    private final List<Path> folders = new ArrayList<>();

    @Override
    public void measure(Figures figures, boolean quick) throws Exception {
        AlertFlood.measure(figures);
        AlertDelay.measure(figures);
        AlertLoad.measure(figures);
        storm(figures, "crash", CrashStorm.run(folder(), quick ? 40 : 300, SEED));
        int freezes = quick ? 3 : 20;
        try (PostgresServer postgres = PostgresServer.start()) {
            String where = postgres.jdbcUrl() + " " + postgres.user() + " " + postgres.password();
            storm(figures, "replicas.2.postgres", ReplicaStorm.run(folder(), where, 2, freezes, LEASE, SEED));
        }
        try (RedisServer redis = RedisServer.start()) {
            storm(figures, "replicas.3.redis", ReplicaStorm.run(folder(), redis.uri(), 3, freezes, LEASE, SEED));
        }
        deleteFolders();
    }

    private static void storm(Figures figures, String name, StormCount count) {
        figures.show(name + ".rounds", count.kills(), "times");
        figures.show(name + ".incidents", count.incidents(), "incidents");
        figures.atMost(name + ".lost.triggers", count.lostTriggers(), "messages", 0);
        figures.atMost(name + ".lost.resolves", count.lostResolves(), "messages", 0);
        figures.atMost(name + ".strays", count.strays(), "messages", 0);
        figures.show(name + ".duplicates", count.duplicates(), "messages");
    }

    private Path folder() throws IOException {
        Path folder = Files.createTempDirectory("vitals-storm");
        folders.add(folder);
        return folder;
    }

    private void deleteFolders() throws IOException {
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
