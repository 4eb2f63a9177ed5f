package io.github.vitals.health.alerts.storm;

import io.github.vitals.health.servers.alerting.PagerDutyServer;
import io.github.vitals.health.servers.alerting.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Several instances share a store; whichever is told to is frozen, until another has taken over, and woken, while the
 * checks that all of them look at come and go. Afterwards everything is counted.
 */
public final class ReplicaStorm {
    /** How much longer than the lease one is frozen, so that another takes over. */
    private static final Duration LONGER = Duration.ofSeconds(2);

    private static final int BETWEEN = 700;

    private final Path folder;
    private final Duration lease;
    private final Path states;
    private final Random random;

    private ReplicaStorm(Path folder, Duration lease, long seed) throws IOException {
        this.folder = folder;
        this.lease = lease;
        this.states = Files.createDirectories(folder.resolve("states"));
        this.random = new Random(seed);
    }

    /**
     * Runs a storm.
     *
     * @param folder for files
     * @param store where the shared store is
     * @param replicas how many instances
     * @param freezes how many times one is frozen
     * @param lease how long the one that sends may be silent
     * @param seed of who is frozen and what is DOWN
     * @return what was counted
     * @throws Exception if it could not be run
     */
    public static StormCount run(Path folder, String store, int replicas, int freezes, Duration lease, long seed)
            throws Exception {
        return new ReplicaStorm(folder, lease, seed).run(store, replicas, freezes);
    }

    private StormCount run(String store, int replicas, int freezes) throws Exception {
        List<ServiceProcess> all = new ArrayList<>();
        try (PagerDutyServer pager = PagerDutyServer.start();
                WebhookReceiver hook = WebhookReceiver.start()) {
            for (int i = 0; i < replicas; i++) {
                all.add(ServiceProcess.start(
                        folder.resolve("errors"),
                        List.of(
                                folder.toString(),
                                states.toString(),
                                "replica-" + i,
                                pager.uri().toString(),
                                hook.uri().toString(),
                                store,
                                lease.toString())));
            }
            for (ServiceProcess each : all) {
                if (!each.awaitReady()) {
                    throw new IllegalStateException(
                            "service: ended (expected: started); see " + folder.resolve("errors"));
                }
            }
            for (int i = 0; i < freezes; i++) {
                freezeOne(all.get(i % replicas));
            }
            boolean told = CrashStorm.until(() -> open(pager) == CrashStorm.files(states));
            for (int i = 0; i < AlertedService.CHECKS; i++) {
                Files.deleteIfExists(states.resolve("check-" + i));
            }
            boolean over = CrashStorm.until(() -> open(pager) == 0);
            return StormCount.of(freezes, told, over, pager, hook, Set.of());
        } finally {
            all.forEach(ServiceProcess::close);
        }
    }

    private void freezeOne(ServiceProcess chosen) throws Exception {
        flip();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(BETWEEN));
        chosen.freeze();
        flip();
        // A frozen process does nothing that could be waited for: it is the lease that has to run out.
        TimeUnit.MILLISECONDS.sleep(lease.plus(LONGER).toMillis());
        flip();
        chosen.thaw();
        TimeUnit.MILLISECONDS.sleep(BETWEEN);
    }

    private void flip() throws IOException {
        Path state = states.resolve("check-" + random.nextInt(AlertedService.CHECKS));
        if (!Files.deleteIfExists(state)) {
            Files.createFile(state);
        }
    }

    private static long open(PagerDutyServer pager) {
        return pager.incidents().values().stream()
                .filter(PagerDutyServer.Incident::open)
                .count();
    }
}
