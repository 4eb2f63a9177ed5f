package io.github.vitals.health.endpoint;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers about groups and checks. What is said of a group is rendered once for each of its reports, or for each status
 * where the caller sees no more, however often it is asked for.
 */
final class Reports {
    private final HealthRegistry health;
    private final StatusCodes codes;
    private final Map<String, HealthGroup> groups = new HashMap<>();
    private final Map<Question, Rendered> latest = new ConcurrentHashMap<>();

    /** What an answer depends on, beside what is known; of groups there are so many as there are shapes of them. */
    private record Question(Route route, Shape shape, boolean detailed, boolean verbose) {
        /** Written out: what a record has by itself costs a cold JVM more than the rest of the first answer. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Question question
                    && shape == question.shape
                    && detailed == question.detailed
                    && verbose == question.verbose
                    && route.equals(question.route);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * route.hashCode() + shape.hashCode()) + (detailed ? 2 : 0) + (verbose ? 1 : 0);
        }
    }

    /** An answer, and the very report or status that it was made from. */
    private record Rendered(Object source, HealthResponse response) {}

    Reports(HealthRegistry health, StatusCodes codes) {
        this.health = health;
        this.codes = codes;
        for (HealthGroup group : health.groups()) {
            groups.put(group.name(), group);
        }
    }

    /** What a name alone stands for; empty for nothing. Other routes stand for themselves. */
    Optional<Route> resolved(Route route) {
        if (route.kind() != Route.Kind.NAMED) {
            return Optional.of(route);
        }
        if (groups.containsKey(route.name())) {
            return Optional.of(route.as(Route.Kind.GROUP));
        }
        return health.state(route.name()).map(check -> route.as(Route.Kind.CHECK));
    }

    /** The answer to a route of a group, a check or a probe; {@code detailed} for those who may see more. */
    HealthResponse answer(HealthRequest request, Route route, boolean detailed) {
        if (route.kind() == Route.Kind.CHECK) {
            Optional<CheckState> state = health.state(route.name());
            return state.isEmpty()
                    ? Problem.unknown("check", detailed ? checkNames() : List.of())
                    : shaped(request, route, detailed, question -> check(question, state.get()));
        }
        HealthGroup group = groups.get(route.group());
        if (group == null) {
            return Problem.unknown("group", detailed ? groupNames() : List.of());
        }
        List<String> excluded = request.parameters("exclude");
        return shaped(
                request,
                route,
                detailed,
                question -> excluded.isEmpty()
                        ? group(question, group)
                        : withExcluded(question, health.report(group).without(excluded), excluded));
    }

    private List<String> groupNames() {
        return groups.keySet().stream().sorted().toList();
    }

    private List<String> checkNames() {
        return health.report().states().stream().map(CheckState::name).toList();
    }

    /** By {@code ?format=}, else by {@code Accept}; a probe is always text. */
    private static HealthResponse shaped(
            HealthRequest request, Route route, boolean detailed, Function<Question, HealthResponse> answer) {
        boolean verbose = detailed && request.parameter("verbose").isPresent();
        if (route.kind() == Route.Kind.PROBE) {
            return answer.apply(new Question(route, Shape.TEXT, detailed, verbose));
        }
        Optional<String> format = request.parameter("format");
        Optional<Shape> shape = format.isPresent()
                ? Shape.named(format.get())
                : Shape.preferred(request.header("Accept").orElse(""));
        if (shape.isPresent()) {
            return answer.apply(new Question(route, shape.get(), detailed, verbose));
        }
        return format.isPresent() ? Problem.format(Shape.labels()) : Problem.notAcceptable(Shape.mediaTypes());
    }

    /** Whoever asks while an answer is rendered waits for it: to render it once more would take as long. */
    @SuppressWarnings("ReferenceEquality") // while nothing has changed, a registry gives the same report again
    private HealthResponse group(Question question, HealthGroup group) {
        Object source = source(question, group);
        Rendered known = latest.get(question);
        if (known != null && known.source() == source) {
            return known.response();
        }
        return Objects.requireNonNull(latest.compute(question, (same, before) -> renewed(question, group, before)))
                .response();
    }

    private Object source(Question question, HealthGroup group) {
        return question.detailed() ? health.report(group) : health.status(group);
    }

    @SuppressWarnings("ReferenceEquality") // as above
    private Rendered renewed(Question question, HealthGroup group, @Nullable Rendered before) {
        Object source = source(question, group);
        if (before != null && before.source() == source) {
            return before;
        }
        HealthResponse response = source instanceof HealthReport report
                ? whole(question, report, List.of())
                : bare(question, group, (HealthStatus) source);
        return new Rendered(source, response);
    }

    private HealthResponse withExcluded(Question question, HealthReport report, List<String> excluded) {
        return question.detailed()
                ? whole(question, report, excluded)
                : bare(question, report.group(), report.status());
    }

    private HealthResponse whole(Question question, HealthReport report, List<String> excluded) {
        byte[] body = rendering(question, report.group(), excluded).report(report);
        String tag = EntityTag.judged(question.shape(), report);
        return response(question, codes.of(report.group()).of(report.status()), report.status(), body, tag);
    }

    private HealthResponse bare(Question question, HealthGroup group, HealthStatus status) {
        byte[] body = rendering(question, group, List.of()).statusOnly(status);
        return response(question, codes.of(group).of(status), status, body, EntityTag.of(body));
    }

    private HealthResponse check(Question question, CheckState state) {
        Rendering rendering = rendering(question, HealthGroup.ALL, List.of());
        boolean detailed = question.detailed();
        byte[] body = detailed ? rendering.check(state) : rendering.statusOnly(state.status());
        String tag = detailed ? EntityTag.judged(question.shape(), state) : EntityTag.of(body);
        return response(question, codes.of(HealthGroup.ALL).of(state.status()), state.status(), body, tag);
    }

    private Rendering rendering(Question question, HealthGroup group, List<String> excluded) {
        StatusCodes ofGroup = codes.of(group);
        return switch (question.shape()) {
            case VITALS -> new ReportJson(ofGroup);
            case HEALTH_JSON -> new HealthJson(ofGroup);
            case ACTUATOR -> new ActuatorJson(ofGroup, this::groupNames);
            case TEXT -> new ProbeText(ofGroup, question.route().name(), question.verbose(), excluded);
            case HTML -> new ReportHtml();
        };
    }

    private static HealthResponse response(Question question, int code, HealthStatus status, byte[] body, String tag) {
        HealthResponse response = HealthResponse.owning(code, question.shape().contentType(), body)
                .withHeader("Health-Status", status.name())
                .withHeader("ETag", tag);
        boolean negotiated = question.route().kind() != Route.Kind.PROBE;
        return question.shape() == Shape.HTML
                ? ReportHtml.guarded(response)
                : negotiated ? response.withHeader("Vary", "Accept") : response;
    }
}
