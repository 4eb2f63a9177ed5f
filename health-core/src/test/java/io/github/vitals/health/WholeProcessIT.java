package io.github.vitals.health;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own that is suspended, and told to end. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals")
class WholeProcessIT {
    @TempDir
    private Path folder;

    private Path said;
    private Process process;

    /** The process: two checks, of which one blocks for a moment each time; it writes what it hears to a file. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            CheckPolicy policy = CheckPolicy.builder()
                    .period(ofMillis(300))
                    .timeout(ofMillis(200))
                    .failureThreshold(1)
                    .build();
            HealthRegistry.builder()
                    .check("quick", context -> HealthResult.up(), policy)
                    .check(
                            "blocks",
                            context -> {
                                LockSupport.parkNanos(100_000_000);
                                return HealthResult.up();
                            },
                            policy)
                    .listener(new Teller(Path.of(arguments[0])))
                    .drainOnShutdown(ofMillis(1_500))
                    .start();
            while (true) {
                LockSupport.park();
            }
        }
    }

    private record Teller(Path file) implements HealthListener {
        @Override
        public void onTransition(HealthTransition transition) {
            if (!transition.name().equals("all")) {
                say(transition.name() + " " + transition.to());
            }
        }

        @Override
        public void onLifecycle(HealthLifecycle event) {
            say(event.phase().name());
        }

        private void say(String line) {
            try {
                Files.writeString(
                        file,
                        line + "\n",
                        java.nio.file.StandardOpenOption.CREATE,
                        java.nio.file.StandardOpenOption.APPEND);
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        said = folder.resolve("said");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        said.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        await().atMost(ofSeconds(30)).until(() -> lines().containsAll(List.of("quick UP", "blocks UP", "startup UP")));
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    private List<String> lines() throws IOException {
        return Files.exists(said) ? Files.readAllLines(said) : List.of();
    }

    private void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void aProcessThatWasSuspendedAccusesNobody() throws Exception {
        int before = lines().size();
        for (int round = 0; round < 3; round++) {
            signal("STOP");
            TimeUnit.MILLISECONDS.sleep(1_700); // longer than any limit of the checks: that is what is tested
            signal("CONT");
            TimeUnit.MILLISECONDS.sleep(700); // and time enough for a wrong verdict
        }
        assertThat(lines().subList(before, lines().size())).isEmpty();
    }

    @Test
    void aProcessThatIsToldToEndDrainsFirst() throws Exception {
        long start = System.nanoTime();
        signal("TERM");
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ofMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)))
                .isBetween(ofMillis(1_500), ofSeconds(20));
        List<String> heard = lines();
        assertThat(heard.subList(heard.indexOf("readiness DOWN"), heard.size()))
                .containsExactly("readiness DOWN", "DRAINING", "DRAINING", "DRAINED", "CLOSED");
    }
}
