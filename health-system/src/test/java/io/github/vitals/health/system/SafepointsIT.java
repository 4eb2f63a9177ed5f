package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafepointsIT {
    /** The program of the other JVM. */
    static final class Other {
        private Other() {}

        public static void main(String[] arguments) throws IOException {
            System.gc();
            Optional<Safepoints> found = Safepoints.find();
            System.out.print(found.isEmpty() ? "none" : found.get().read().count() > 0 ? "some" : "no count");
            found.ifPresent(Safepoints::close);
        }
    }

    private static String seen(String option) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName())
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:-UsePerfData", "-XX:+PerfDisableSharedMem"})
    void aJvmThatKeepsThemToItselfHasNone(String option) throws IOException {
        assertThat(seen(option)).isEqualTo("none");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theyAreFoundWhereverTemporaryFilesAre() throws IOException {
        assertThat(seen("-Djava.io.tmpdir=/nowhere")).isEqualTo("some");
    }
}
