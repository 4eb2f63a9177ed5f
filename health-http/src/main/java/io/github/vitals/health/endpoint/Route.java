package io.github.vitals.health.endpoint;

import io.github.vitals.health.HealthGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a path asks for. */
record Route(Kind kind, String name) {
    private static final String NAMED = "/health/";
    private static final String GROUP = "/health/group/";
    private static final String CHECK = "/health/check/";
    private static final String HISTORY = "/health/history";
    private static final String ALERTS = "/health/alerts";
    private static final String ADMIN = "/admin/";
    static final String LOGGERS = "/admin/loggers";

    private static final Map<String, Route> PATHS = paths();

    enum Kind {
        /** A group, in the shape that is wanted. */
        GROUP,
        /** A check, in the shape that is wanted. */
        CHECK,
        /** A group of that name, or if there is none, a check: what clients of Actuator ask for. */
        NAMED,
        /** The text of the probe of that name. */
        PROBE,
        /** What has happened, and happens. */
        EVENTS,
        /** What has been; of what, is the rest of the path. */
        HISTORY,
        /** What there is of alerts. */
        ALERTS,
        /** All meters. */
        METRICS,
        /** Which loggers have another level for a while. */
        LOGGERS,
        /** Something to be done, named by the rest of the path. */
        ADMIN;

        private static final List<String> READING = List.of("GET", "HEAD");
        private static final List<String> ACTING = List.of("POST");

        List<String> methods() {
            return this == ADMIN ? ACTING : READING;
        }
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
        paths.put("/events", new Route(Kind.EVENTS, ""));
        paths.put("/metrics", new Route(Kind.METRICS, ""));
        paths.put(LOGGERS, new Route(Kind.LOGGERS, ""));
        return paths;
    }

    /**
     * Empty if there is no such path; one slash at the end is forgiven. Without a history or without alerts, a path that
     * would ask for them is that of something which is named so.
     */
    static Optional<Route> of(String path, boolean withHistory, boolean withAlerts) {
        String trimmed = trimmed(path);
        if (withHistory && isHistory(trimmed)) {
            return Optional.of(new Route(Kind.HISTORY, trimmed.substring(HISTORY.length())));
        }
        if (withAlerts && trimmed.equals(ALERTS)) {
            return Optional.of(new Route(Kind.ALERTS, ""));
        }
        Route fixed = PATHS.get(trimmed);
        if (fixed != null) {
            return Optional.of(fixed);
        }
        return named(trimmed, GROUP, Kind.GROUP)
                .or(() -> named(trimmed, CHECK, Kind.CHECK))
                .or(() -> named(trimmed, ADMIN, Kind.ADMIN))
                .or(() -> named(trimmed, NAMED, Kind.NAMED))
                .filter(route -> route.kind() == Kind.ADMIN || route.name().indexOf('/') < 0);
    }

    private static String trimmed(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    static boolean isAlerts(String path) {
        return trimmed(path).equals(ALERTS);
    }

    static boolean isHistory(String path) {
        return path.startsWith(HISTORY) && (path.length() == HISTORY.length() || path.charAt(HISTORY.length()) == '/');
    }

    private static Optional<Route> named(String path, String prefix, Kind kind) {
        return path.startsWith(prefix) && path.length() > prefix.length()
                ? Optional.of(new Route(kind, path.substring(prefix.length())))
                : Optional.empty();
    }

    /** Written out, as what is looked up with it is used by the first answer of a cold JVM. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Route route && kind == route.kind && name.equals(route.name);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + name.hashCode();
    }

    /** The paths there are, whatever an endpoint is built with. */
    static List<String> always() {
        List<String> paths = new ArrayList<>(PATHS.keySet());
        paths.removeAll(List.of("/metrics", LOGGERS));
        paths.addAll(List.of(GROUP + "{name}", CHECK + "{name}", NAMED + "{name}"));
        return paths;
    }

    Route as(Kind other) {
        return new Route(other, name);
    }

    /** The name of the group that is asked for. */
    String group() {
        if (kind != Kind.PROBE) {
            return name;
        }
        return switch (name) {
            case "livez" -> HealthGroup.LIVENESS.name();
            case "readyz" -> HealthGroup.READINESS.name();
            default -> HealthGroup.ALL.name();
        };
    }
}
