package io.github.vitals.health.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the application runs: the process, and the container and pod around it, if there are any. */
final class Place {
    /** The host names of containers and their folders in the mount table have it. */
    private static final Pattern CONTAINER =
            Pattern.compile("/(?:containers|docker|cri-containerd|libpod)[-/]([0-9a-f]{64})");

    private static final Path ACCOUNT = Path.of("var/run/secrets/kubernetes.io/serviceaccount/namespace");

    private final Path root;
    private final Function<String, @Nullable String> environment;

    Place(Path root, Function<String, @Nullable String> environment) {
        this.root = root;
        this.environment = environment;
    }

    static Place here() {
        return new Place(Path.of("/"), System::getenv);
    }

    /** The fields that are known, by their names in ECS. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "container.id", containerId());
        if (environment.apply("KUBERNETES_SERVICE_HOST") != null) {
            put(fields, "kubernetes.namespace", first(variable("POD_NAMESPACE"), read(ACCOUNT)));
            put(fields, "kubernetes.pod.name", first(variable("POD_NAME"), variable("HOSTNAME")));
            put(fields, "kubernetes.node.name", variable("NODE_NAME"));
        }
        return fields;
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    private @Nullable String variable(String name) {
        String value = environment.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** With cgroup v1 it is in the process's cgroup, with v2 only in what is mounted from the container's folder. */
    private @Nullable String containerId() {
        String cgroup = read(Path.of("proc/self/cgroup"));
        String mounts = read(Path.of("proc/self/mountinfo"));
        Matcher found = CONTAINER.matcher(cgroup + "\n" + mounts);
        return found.find() ? found.group(1) : null;
    }

    private @Nullable String read(Path file) {
        try {
            String text = Files.readString(root.resolve(file)).strip();
            return text.isEmpty() ? null : text;
        } catch (IOException | SecurityException absent) {
            return null;
        }
    }
}
