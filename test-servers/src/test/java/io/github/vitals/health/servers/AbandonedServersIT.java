package io.github.vitals.health.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AbandonedServersIT {
    /** Started as a JVM of its own: starts a server, tells its pid and waits to be ended. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] arguments) throws IOException {
            RedisServer server = arguments.length == 0 ? RedisServer.embedded() : RedisServer.start();
            System.out.println(server.pid());
            System.in.read();
        }
    }

    private static Process owner(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dit.servers=embedded",
                "-cp",
                System.getProperty("java.class.path"),
                Owner.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static ProcessHandle serverOf(Process owner) throws IOException {
        try (BufferedReader reader = owner.inputReader()) {
            return ProcessHandle.of(Long.parseLong(reader.readLine())).orElseThrow();
        }
    }

    private static boolean hasFolder(Process owner) throws IOException {
        try (Stream<Path> all = Files.list(Home.servers())) {
            return all.anyMatch(path -> path.getFileName().toString().contains("-" + owner.pid() + "-"));
        }
    }

    private static boolean running(ProcessHandle process) throws IOException {
        Path stat = Path.of("/proc/" + process.pid() + "/stat");
        return process.isAlive() && !Files.readString(stat).contains(") Z ");
    }

    @Test
    void theServerOfAKilledJvmIsEndedAtTheNextStart() throws Exception {
        Process owner = owner();
        ProcessHandle orphan = serverOf(owner);
        owner.destroyForcibly().waitFor();
        assertThat(running(orphan)).isTrue();
        assertThat(hasFolder(owner)).isTrue();

        RedisServer.start().close();

        assertThat(running(orphan)).isFalse();
        assertThat(hasFolder(owner)).isFalse();
    }

    @Test
    void theServerOfALivingJvmIsLeftAlone() throws Exception {
        Process owner = owner();
        try {
            ProcessHandle server = serverOf(owner);
            RedisServer.start().close();
            assertThat(running(server)).isTrue();
        } finally {
            owner.destroyForcibly().waitFor();
            RedisServer.start().close();
        }
    }

    @Test
    void theServersOfAJvmThatIsToldToEndGoWithIt() throws Exception {
        Process owner = owner("hook");
        ProcessHandle server = serverOf(owner);
        owner.destroy();
        owner.waitFor();
        await().until(() -> !running(server));
        assertThat(hasFolder(owner)).isFalse();
    }

    @Test
    void aPidThatIsNowAnothersIsNotTouched() throws Exception {
        Process bystander = new ProcessBuilder("sleep", "60").start();
        try {
            Path folder = Files.createDirectory(Home.servers().resolve("redis-999999999-stale"));
            Files.writeString(folder.resolve("owner"), "999999999 2020-01-01T00:00:00Z");
            Files.writeString(folder.resolve("server"), bystander.pid() + " 2020-01-01T00:00:00Z");
            RedisServer.start().close();
            assertThat(folder).doesNotExist();
            assertThat(bystander.isAlive()).isTrue();
        } finally {
            bystander.destroyForcibly();
        }
    }
}
