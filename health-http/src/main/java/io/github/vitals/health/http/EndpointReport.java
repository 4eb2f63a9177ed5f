package io.github.vitals.health.http;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.outbound.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a health endpoint says, in whatever shape.
 *
 * @param status of the whole
 * @param said the same in the service's own word
 * @param parts how many parts it has
 * @param failing those that are not UP, the worst first
 */
record EndpointReport(HealthStatus status, String said, int parts, List<Part> failing) {
    private static final int DEEPEST = 10;
    private static final int LONGEST_WORD = 40;

    /** Where shapes name their parts: ours and MicroProfile's and health+json, Actuator's of now and before, .NET's. */
    private static final List<String> PARTS = List.of("checks", "components", "details", "entries");

    /** Where they say what is wrong with one. */
    private static final List<String> TEXTS = List.of("message", "output", "description", "error", "exception");

    private static final Map<String, HealthStatus> WORDS = Map.ofEntries(
            Map.entry("up", HealthStatus.UP),
            Map.entry("ok", HealthStatus.UP),
            Map.entry("pass", HealthStatus.UP),
            Map.entry("healthy", HealthStatus.UP),
            Map.entry("degraded", HealthStatus.DEGRADED),
            Map.entry("warn", HealthStatus.DEGRADED),
            Map.entry("restricted", HealthStatus.DEGRADED),
            Map.entry("unknown", HealthStatus.DEGRADED),
            Map.entry("maintenance", HealthStatus.DEGRADED),
            Map.entry("down", HealthStatus.DOWN),
            Map.entry("fail", HealthStatus.DOWN),
            Map.entry("error", HealthStatus.DOWN),
            Map.entry("unhealthy", HealthStatus.DOWN),
            Map.entry("out_of_service", HealthStatus.DOWN));

    /**
     * One part that is not well.
     *
     * @param name with those of the parts around it, dots between
     * @param status how it is
     * @param said the status in the service's own word
     * @param text what is said of it; empty if nothing
     */
    record Part(String name, HealthStatus status, String said, String text) {
        @Override
        public String toString() {
            return name + " " + said + (text.isEmpty() ? "" : " (" + text + ")");
        }
    }

    /** Empty if it is no report. */
    static Optional<EndpointReport> read(Body body) {
        if (!(body.json().value() instanceof Map<?, ?> root)) {
            return body.cut() ? Optional.empty() : word(body.text().strip());
        }
        String said = word(root);
        HealthStatus status = status(said);
        if (said == null || status == null) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>();
        collect("", root, DEEPEST, parts);
        List<Part> failing = Stream.of(HealthStatus.DOWN, HealthStatus.DEGRADED)
                .flatMap(wanted -> parts.stream().filter(part -> part.status() == wanted))
                .toList();
        return Optional.of(new EndpointReport(status, said, parts.size(), failing));
    }

    private static Optional<EndpointReport> word(String text) {
        HealthStatus status = status(text);
        return Optional.ofNullable(status).map(known -> new EndpointReport(known, text, 0, List.of()));
    }

    private static @Nullable HealthStatus status(@Nullable String said) {
        return said == null ? null : WORDS.get(said.toLowerCase(Locale.ROOT));
    }

    /** Ours says in {@code health} what {@code status} has no word for. */
    private static @Nullable String word(Map<?, ?> object) {
        for (String key : List.of("health", "status")) {
            if (object.get(key) instanceof String said && said.length() <= LONGEST_WORD) {
                return said;
            }
        }
        return null;
    }

    private static void collect(String prefix, Map<?, ?> object, int deeper, List<Part> parts) {
        if (deeper == 0) {
            return;
        }
        for (String key : PARTS) {
            if (object.get(key) instanceof Map<?, ?> named) {
                named.forEach((name, part) -> add(prefix + name, part, deeper, parts));
            } else if (object.get(key) instanceof List<?> listed) {
                listed.forEach(part -> add(prefix + name(part), part, deeper, parts));
            }
        }
    }

    private static String name(@Nullable Object part) {
        return part instanceof Map<?, ?> object && object.get("name") instanceof String name ? name : "?";
    }

    private static void add(String name, @Nullable Object part, int deeper, List<Part> parts) {
        if (part instanceof List<?> several) {
            // health+json has a list for each name: one entry for each instance.
            several.forEach(one -> add(name, one, deeper - 1, parts));
        }
        if (!(part instanceof Map<?, ?> object) || deeper == 0) {
            return;
        }
        String said = word(object);
        HealthStatus status = status(said);
        if (said != null && status != null) {
            parts.add(new Part(Shown.printable(name), status, said, text(object)));
            collect(name + ".", object, deeper - 1, parts);
        }
    }

    private static String text(Map<?, ?> part) {
        return Stream.of(part, part.get("data"), part.get("details"))
                .filter(Map.class::isInstance)
                .map(Map.class::cast)
                .flatMap(where -> TEXTS.stream().map(where::get))
                .filter(String.class::isInstance)
                .map(text -> Shown.printable((String) text))
                .findFirst()
                .orElse("");
    }
}
