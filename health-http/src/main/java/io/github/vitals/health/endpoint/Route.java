package io.github.vitals.health.endpoint;

import io.github.vitals.health.HealthGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a path asks for. */
record Route(Kind kind, String name) {
    private static final String GROUP = "/health/group/";
    private static final String CHECK = "/health/check/";

    private static final Map<String, Route> PATHS = paths();

    enum Kind {
        /** The JSON of a group. */
        GROUP,
        /** The JSON of a check. */
        CHECK,
        /** The text of the probe of that name. */
        PROBE
    }

    private static Map<String, Route> paths() {
        Map<String, Route> paths = new LinkedHashMap<>();
        paths.put("/health", new Route(Kind.GROUP, HealthGroup.ALL.name()));
        paths.put("/health/live", new Route(Kind.GROUP, HealthGroup.LIVENESS.name()));
        paths.put("/health/ready", new Route(Kind.GROUP, HealthGroup.READINESS.name()));
        paths.put("/health/started", new Route(Kind.GROUP, HealthGroup.STARTUP.name()));
        paths.put("/livez", new Route(Kind.PROBE, "livez"));
        paths.put("/readyz", new Route(Kind.PROBE, "readyz"));
        paths.put("/healthz", new Route(Kind.PROBE, "healthz"));
        return paths;
    }

    /** Empty if there is no such path; one slash at the end is forgiven. */
    static Optional<Route> of(String path) {
        String trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        Route fixed = PATHS.get(trimmed);
        if (fixed != null) {
            return Optional.of(fixed);
        }
        return named(trimmed, GROUP, Kind.GROUP).or(() -> named(trimmed, CHECK, Kind.CHECK));
    }

    private static Optional<Route> named(String path, String prefix, Kind kind) {
        return path.startsWith(prefix) && path.length() > prefix.length()
                ? Optional.of(new Route(kind, path.substring(prefix.length())))
                : Optional.empty();
    }

    static List<String> all() {
        return Stream.concat(PATHS.keySet().stream(), Stream.of(GROUP + "{name}", CHECK + "{name}"))
                .toList();
    }

    /** The group a probe looks at. */
    HealthGroup probed() {
        return switch (name) {
            case "livez" -> HealthGroup.LIVENESS;
            case "readyz" -> HealthGroup.READINESS;
            default -> HealthGroup.ALL;
        };
    }
}
