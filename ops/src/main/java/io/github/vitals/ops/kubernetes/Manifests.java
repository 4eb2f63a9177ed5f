package io.github.vitals.ops.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rules as a PrometheusRule of the operator for each of their files, and the dashboards as a ConfigMap each, labelled
 * as Grafana's side car looks for them.
 */
public final class Manifests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String GROUPS = "groups:\n";

    private Manifests() {}

    /**
     * Writes the manifests.
     *
     * @param arguments the folder that has {@code prometheus}, {@code grafana} and {@code kubernetes} in it
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String... arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (Map.Entry<String, String> file : files(folder).entrySet()) {
            Files.writeString(folder.resolve("kubernetes").resolve(file.getKey()), file.getValue());
        }
    }

    /** File names and contents. */
    static Map<String, String> files(Path folder) throws IOException {
        StringBuilder rules = new StringBuilder("# Made of ../prometheus/rules by Manifests.\n");
        for (Path file : in(folder.resolve("prometheus").resolve("rules"))) {
            rules.append(rule(name(file), Files.readString(file)));
        }
        StringBuilder dashboards = new StringBuilder("# Made of ../grafana/dashboards by Manifests.\n");
        for (Path file : in(folder.resolve("grafana").resolve("dashboards"))) {
            dashboards.append(dashboard(name(file), Files.readString(file)));
        }
        Map<String, String> files = new TreeMap<>();
        files.put("prometheus-rules.yaml", rules.toString());
        files.put("grafana-dashboards.yaml", dashboards.toString());
        return files;
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** The text of the rules as it is, two columns further in, without what stands before the groups. */
    private static String rule(String name, String text) {
        String groups = text.substring(text.indexOf(GROUPS));
        return """
                ---
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata:
                  name: vitals-%s
                  labels:
                    app.kubernetes.io/part-of: vitals
                spec:
                """.formatted(name) + groups.indent(2);
    }

    private static String dashboard(String name, String text) {
        return """
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: %s
                  labels:
                    app.kubernetes.io/part-of: vitals
                    grafana_dashboard: '1'
                data:
                  %s.json: |
                """.formatted(name, name) + JSON.readTree(text).toString().indent(4);
    }
}
