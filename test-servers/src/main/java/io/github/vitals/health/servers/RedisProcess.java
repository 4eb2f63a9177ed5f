package io.github.vitals.health.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Redis as a child process, from the binary that comes in a jar. */
final class RedisProcess {
    private RedisProcess() {}

    static ChildProcess launch(int port, String... options) {
        Path binary = binary();
        return ChildProcess.launch(ServerFolder.create("redis"), new Call(binary, false, List.of(options)), port);
    }

    static ChildProcess launchSentinel() {
        return ChildProcess.launch(ServerFolder.create("redis"), new Call(binary(), true, List.of()), Ports.ANY);
    }

    private record Call(Path binary, boolean sentinel, List<String> options) implements ChildProcess.Recipe {
        @Override
        public List<String> command(ServerFolder folder, int port) {
            List<String> command = new ArrayList<>(List.of(binary.toString()));
            if (sentinel) {
                command.addAll(List.of(emptyFile(folder.resolve("sentinel.conf")), "--sentinel"));
            }
            command.addAll(List.of("--port", Integer.toString(port)));
            command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
            command.addAll(List.of("--dir", folder.path().toString()));
            command.addAll(options);
            return command;
        }

        @Override
        public boolean answers(String host, int port) {
            return new RedisReadiness().answers(host, port);
        }
    }

    /** A Sentinel keeps in a file what it learns, and starts only if there is one. */
    private static String emptyFile(Path path) {
        try {
            return (Files.exists(path) ? path : Files.createFile(path)).toString();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make " + path, failed);
        }
    }

    private static Path binary() {
        String resource = "redis-server-7.0.15-" + system() + "-" + architecture();
        Path binary = Home.binaries().resolve(resource);
        if (!Files.isExecutable(binary)) {
            unpack(resource, binary);
        }
        return binary;
    }

    private static void unpack(String resource, Path binary) {
        try (InputStream packed = RedisProcess.class.getResourceAsStream("/" + resource)) {
            if (packed == null) {
                throw new IllegalStateException(
                        "resource: " + resource + " (expected: on the class path, from org.signal:embedded-redis)");
            }
            Path copy = Files.createTempFile(Home.binaries(), resource, ".part");
            Files.copy(packed, copy, StandardCopyOption.REPLACE_EXISTING);
            if (!copy.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + copy + " executable");
            }
            Files.move(copy, binary, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot unpack " + resource, failed);
        }
    }

    private static String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.contains("mac") ? "darwin" : "linux";
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch", "")) {
            case "aarch64", "arm64" -> "arm64";
            case "x86", "i386", "i686" -> "386";
            default -> "amd64";
        };
    }
}
