package io.github.vitals.health.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks of the JVM in real JVMs: with each collector there is, and without the module that counts files. */
class CollectorsIT {
    private static final Pattern USED = Pattern.compile("usedBytes=(\\d+), maxBytes=(\\d+)");

    @ParameterizedTest
    @ValueSource(strings = {"UseSerialGC", "UseParallelGC", "UseG1GC", "UseZGC", "UseShenandoahGC"})
    void whatSurvivesIsKnownWithEveryCollector(String collector) throws Exception {
        String output = run("-Xmx256m", "-XX:+" + collector);
        Assumptions.assumeFalse(
                output.contains("Unrecognized VM option") || output.contains("not supported"),
                "this JVM is without " + collector);
        assertThat(output).contains("heap UP").contains("gcMillis=");
        Matcher used = USED.matcher(output);
        assertThat(used.find()).as(output).isTrue();
        assertThat(Long.parseLong(used.group(1))).isBetween(20L << 20, 60L << 20);
        assertThat(Long.parseLong(used.group(2))).isBetween(100L << 20, 256L << 20);
    }

    @Test
    void withoutTheModuleThatCountsFilesTheCheckSaysSo() throws Exception {
        assertThat(run("--limit-modules", "java.management")).contains("files {supported=false}");
    }

    private static String run(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), JvmFigures.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return output;
    }
}
