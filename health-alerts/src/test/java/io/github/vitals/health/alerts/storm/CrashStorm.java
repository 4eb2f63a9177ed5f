package io.github.vitals.health.alerts.storm;

import io.github.vitals.health.alerts.PendingMessages;
import io.github.vitals.health.servers.alerting.PagerDutyServer;
import io.github.vitals.health.servers.alerting.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A service is killed at random moments, again and again, while its checks come and go and its far sides fail at random;
 * afterwards everything is counted.
 */
public final class CrashStorm {
    private static final Duration CALM = Duration.ofSeconds(60);
    private static final int LONGEST_LIFE = 1_000;
    private static final double FAILING = 0.25;

    private final Path folder;
    private final Path states;
    private final Random random;
    private final Set<String> owed = new TreeSet<>();

    private CrashStorm(Path folder, long seed) throws IOException {
        this.folder = folder;
        this.states = Files.createDirectories(folder.resolve("states"));
        this.random = new Random(seed);
    }

    /**
     * Runs a storm.
     *
     * @param folder for files
     * @param kills how many times the service is killed
     * @param seed of the moments, the states and the failures
     * @return what was counted
     * @throws Exception if it could not be run
     */
    public static StormCount run(Path folder, int kills, long seed) throws Exception {
        return new CrashStorm(folder, seed).run(kills, seed);
    }

    private StormCount run(int kills, long seed) throws Exception {
        try (PagerDutyServer pager = PagerDutyServer.start();
                WebhookReceiver hook = WebhookReceiver.start()) {
            pager.failRandomly(seed, FAILING);
            hook.failRandomly(seed + 1, FAILING);
            List<String> arguments = List.of(
                    folder.toString(),
                    states.toString(),
                    "one",
                    pager.uri().toString(),
                    hook.uri().toString());
            for (int i = 0; i < kills; i++) {
                liveAndDie(arguments);
            }
            pager.failRandomly(seed, 0);
            hook.failRandomly(seed, 0);
            try (ServiceProcess last = ServiceProcess.start(folder.resolve("errors"), arguments)) {
                boolean told = until(() -> open(pager) == files(states));
                for (int i = 0; i < AlertedService.CHECKS; i++) {
                    Files.deleteIfExists(states.resolve("check-" + i));
                }
                boolean over = until(() -> open(pager) == 0 && PendingMessages.answered(hook, owed));
                return StormCount.of(kills, told, over, pager, hook, owed);
            }
        }
    }

    private void liveAndDie(List<String> arguments) throws Exception {
        try (ServiceProcess service = ServiceProcess.start(folder.resolve("errors"), arguments)) {
            if (random.nextInt(10) > 0 && !service.awaitReady()) {
                throw new IllegalStateException("service: ended (expected: started); see " + folder.resolve("errors"));
            }
            flip();
            // How long it lives is what the storm is about: any moment will do, so none is waited for.
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE));
            if (random.nextBoolean()) {
                flip();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE));
            }
            service.kill();
        }
        owed.addAll(PendingMessages.of(folder.resolve("one.log"), "hook"));
    }

    private void flip() throws IOException {
        Path state = states.resolve("check-" + random.nextInt(AlertedService.CHECKS));
        if (!Files.deleteIfExists(state)) {
            Files.createFile(state);
        }
    }

    static long files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.count();
        } catch (IOException failed) {
            return -1;
        }
    }

    private static long open(PagerDutyServer pager) {
        return pager.incidents().values().stream()
                .filter(PagerDutyServer.Incident::open)
                .count();
    }

    static boolean until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + CALM.toNanos();
        while (System.nanoTime() < end) {
            if (condition.getAsBoolean()) {
                return true;
            }
            // A look at real processes; the benchmarks, which run this too, have no library for it.
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return condition.getAsBoolean();
    }
}
