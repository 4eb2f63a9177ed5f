package io.github.vitals.ops.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** All dashboards, and the files that are made of them. */
public final class Dashboards {
    private static final ObjectWriter JSON = JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

    private Dashboards() {}

    /** In the order in which somebody who is called looks at them. */
    static List<Dashboard> all() {
        return List.of(
                Fleet.dashboard(),
                ApplicationOverview.dashboard(),
                Performance.dashboard(),
                Errors.dashboard(),
                Business.dashboard(),
                HealthStatusNow.dashboard(),
                HealthPast.dashboard(),
                HealthTrend.dashboard(),
                ServerHealth.dashboard(),
                ResourceUsage.dashboard(),
                DatabasePerformance.dashboard(),
                NetworkPerformance.dashboard(),
                LogEvents.dashboard(),
                Objectives.dashboard(),
                Monitoring.dashboard());
    }

    /** File names and contents. */
    static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (Dashboard dashboard : all()) {
            files.put(dashboard.uid() + ".json", JSON.writeValueAsString(dashboard.json()) + "\n");
        }
        return files;
    }

    /**
     * Writes the files.
     *
     * @param arguments the folder
     * @throws IOException if a file cannot be written
     */
    public static void main(String... arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (Map.Entry<String, String> file : files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
