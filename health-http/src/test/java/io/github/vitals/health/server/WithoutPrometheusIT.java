package io.github.vitals.health.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that has no Micrometer and no Prometheus, compiled and run in processes of its own. */
class WithoutPrometheusIT {
    private static final String APPLICATION = """
            import io.github.vitals.health.HealthRegistry;
            import io.github.vitals.health.server.HealthServer;

            public class Application {
                public static void main(String[] args) throws Exception {
                    try (HealthRegistry health = HealthRegistry.builder().build();
                            HealthServer first = HealthServer.start(0, health);
                            HealthServer second = HealthServer.builder(health).port(0).start()) {
                        System.out.println(new String(second.uri().resolve("/livez").toURL().openStream().readAllBytes()));
                    }
                }
            }
            """;

    @TempDir
    private static Path folder;

    private static String classPath;

    @BeforeAll
    static void leaveOutMicrometer() throws Exception {
        classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("micrometer") && !entry.contains("prometheus"))
                .collect(Collectors.joining(File.pathSeparator));
        Files.writeString(folder.resolve("Application.java"), APPLICATION);
    }

    @Test
    void compilesAndRuns() throws Exception {
        assertThat(run(
                        "javac",
                        "-cp",
                        classPath,
                        folder.resolve("Application.java").toString()))
                .isEmpty();
        assertThat(run("java", "-cp", classPath + File.pathSeparator + folder, "Application"))
                .contains("ok");
    }

    private static String run(String tool, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
