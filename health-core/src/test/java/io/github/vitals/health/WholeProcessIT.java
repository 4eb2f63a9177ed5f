package io.github.vitals.health;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
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
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGSTOP and no SIGTERM on Windows")
class WholeProcessIT {
    @TempDir
    private Path folder;

    private Path said;
    private Path ran;
    private Process process;

    /** The process: two checks, of which one blocks for a moment each time; it writes what it hears to two files. */
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
                    .listener(new Teller(Path.of(arguments[0]), Path.of(arguments[1])))
                    .drainOnShutdown(ofMillis(1_500))
                    .start();
            while (true) {
                LockSupport.park();
            }
        }
    }

    /** Runs go to a file of their own: there are always more of them. */
    private record Teller(Path said, Path ran) implements HealthListener {
        @Override
        public void onTransition(HealthTransition transition) {
            if (!transition.name().equals("all")) {
                append(said, transition.name() + " " + transition.to());
            }
        }

        @Override
        public void onRun(CheckState state) {
            append(ran, state.name());
        }

        @Override
        public void onLifecycle(HealthLifecycle event) {
            append(said, event.phase().name());
        }

        private static void append(Path file, String line) {
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
        ran = folder.resolve("ran");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        said.toString(),
                        ran.toString())
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
        return lines(said);
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private long runs(String check) throws IOException {
        return lines(ran).stream().filter(check::equals).count();
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
            long quick = runs("quick");
            long blocks = runs("blocks");
            signal("CONT");
            // A wrong verdict is heard before the run that follows it: after three runs there is none to come.
            await().atMost(ofMinutes(1)).until(() -> runs("quick") >= quick + 3 && runs("blocks") >= blocks + 3);
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
