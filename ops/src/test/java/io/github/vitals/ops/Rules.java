package io.github.vitals.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the files of Prometheus say, read as the YAML that they are. */
public final class Rules {
    /** The folder of this module. */
    static final Path OPS = Path.of("").toAbsolutePath();

    static final Path PROMETHEUS = OPS.resolve("prometheus");

    private static final YAMLMapper YAML = new YAMLMapper();

    private Rules() {}

    /** A rule that fires. */
    record Alert(String name, Path file, String expression, JsonNode rule) {
        String label(String label) {
            return rule.path("labels").path(label).asString("");
        }

        String annotation(String annotation) {
            return rule.path("annotations").path(annotation).asString("");
        }

        String severity() {
            return label("severity");
        }

        @Override
        public String toString() {
            return name + " (" + severity() + ", " + file.getFileName() + ")";
        }
    }

    /** One moment in the unit test of an alert: whether it is to fire at all. */
    record Moment(String alert, boolean firing) {}

    static List<Path> files() {
        return in("rules");
    }

    static List<Path> testFiles() {
        return in("tests");
    }

    private static List<Path> in(String folder) {
        try (Stream<Path> files = Files.list(PROMETHEUS.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static List<Alert> alerts() {
        return files().stream()
                .flatMap(file -> rules(file)
                        .filter(rule -> rule.has("alert"))
                        .map(rule -> new Alert(
                                rule.path("alert").asString(),
                                file,
                                rule.path("expr").asString(),
                                rule)))
                .toList();
    }

    static List<String> alertNames() {
        return alerts().stream().map(Alert::name).distinct().sorted().toList();
    }

    static List<String> recorded() {
        return files().stream()
                .flatMap(Rules::rules)
                .filter(rule -> rule.has("record"))
                .map(rule -> rule.path("record").asString())
                .toList();
    }

    public static List<String> expressions() {
        return files().stream()
                .flatMap(Rules::rules)
                .map(rule -> rule.path("expr").asString())
                .toList();
    }

    static List<Moment> moments() {
        return testFiles().stream()
                .flatMap(file -> read(file).path("tests").valueStream())
                .flatMap(group -> group.path("alert_rule_test").valueStream())
                .map(moment -> new Moment(
                        moment.path("alertname").asString(),
                        !moment.path("exp_alerts").isEmpty()))
                .toList();
    }

    private static Stream<JsonNode> rules(Path file) {
        return read(file)
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream());
    }

    static JsonNode read(Path file) {
        return YAML.readTree(file.toFile());
    }
}
