package io.github.vitals.health.benchmarks;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.probe.HealthProbe;
import io.github.vitals.health.server.HealthServer;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;

/**
 * What a probe costs, from the start of its JVM to the exit code: {@code java -jar health-http-…-cli.jar} against a
 * running server, with the JVM's defaults, with flags for short programs, and with an archive of its classes (CDS) on
 * top. The variants take turns; a figure is the median of their starts. bash times them, CPU included.
 */
final class ProbeStartFigures {
    private static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

    private ProbeStartFigures() {}

    static void measure(Figures figures, boolean quick) throws Exception {
        int starts = quick ? 7 : 21;
        Path folder = Files.createTempDirectory("probe-start");
        try (HealthRegistry health = HealthRegistry.builder()
                        .check("orders-db", context -> HealthResult.up())
                        .build();
                HealthServer server = HealthServer.start(0, health)) {
            health.check();
            Program program = new Program(cliJar(), server.uri().resolve("/health/ready"));
            Map<String, List<String>> variants = variants(program, folder.resolve("probe.jsa"));
            Map<String, double[][]> times = new LinkedHashMap<>();
            variants.keySet().forEach(variant -> times.put(variant, new double[2][starts]));
            for (int i = 0; i < starts; i++) {
                for (Map.Entry<String, List<String>> variant : variants.entrySet()) {
                    Took took = program.run(variant.getValue());
                    times.get(variant.getKey())[0][i] = took.wallMillis();
                    times.get(variant.getKey())[1][i] = took.cpuMillis();
                }
            }
            times.forEach((variant, each) -> {
                figures.show("probe.start." + variant + ".wall", Figures.median(each[0]), "ms");
                figures.show("probe.start." + variant + ".cpu", Figures.median(each[1]), "ms");
            });
        } finally {
            Files.deleteIfExists(folder.resolve("probe.jsa"));
            Files.delete(folder);
        }
    }

    private static Map<String, List<String>> variants(Program program, Path archive)
            throws IOException, InterruptedException {
        program.run(with("-XX:ArchiveClassesAtExit=" + archive));
        Map<String, List<String>> variants = new LinkedHashMap<>();
        variants.put("plain", List.of());
        variants.put("flags", FLAGS);
        variants.put("cds", with("-XX:SharedArchiveFile=" + archive));
        return variants;
    }

    private static List<String> with(String option) {
        List<String> options = new ArrayList<>(FLAGS);
        options.add(option);
        return options;
    }

    /** Beside the jar of health-http, which is on the class path. */
    private static Path cliJar() throws URISyntaxException {
        URI jar = HealthProbe.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        Path cli = Path.of(URI.create(jar.toString().replaceFirst("\\.jar$", "-cli.jar")));
        if (!Files.isRegularFile(cli)) {
            throw new IllegalStateException("health-http: " + jar + " (expected: a jar, beside it -cli.jar)");
        }
        return cli;
    }

    private record Took(double wallMillis, double cpuMillis) {}

    private record Program(Path jar, URI url) {
        Took run(List<String> options) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>();
            command.addAll(List.of("bash", "-c", "TIMEFORMAT='%R %U %S'; time \"$@\" >/dev/null 2>&1", "probe"));
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("-jar", jar.toString(), url.toString()));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException("exit code of " + command + ": " + code + " (expected: 0)");
            }
            Scanner seconds = new Scanner(said);
            double wall = Double.parseDouble(seconds.next());
            return new Took(
                    wall * 1e3, (Double.parseDouble(seconds.next()) + Double.parseDouble(seconds.next())) * 1e3);
        }
    }
}
