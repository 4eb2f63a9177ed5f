package io.github.vitals.health.endpoint;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests for health from what a registry already knows: no request ever runs a check or waits for one.
 *
 * <table>
 *   <caption>Paths, for GET and HEAD</caption>
 *   <tr><th>path</th><th>answers</th></tr>
 *   <tr><td>{@code /health}</td><td>every check, as JSON</td></tr>
 *   <tr><td>{@code /health/live}</td><td>{@link HealthGroup#LIVENESS}, as JSON</td></tr>
 *   <tr><td>{@code /health/ready}</td><td>{@link HealthGroup#READINESS}, as JSON</td></tr>
 *   <tr><td>{@code /health/started}</td><td>{@link HealthGroup#STARTUP}, as JSON</td></tr>
 *   <tr><td>{@code /health/group/{name}}</td><td>any group, as JSON</td></tr>
 *   <tr><td>{@code /health/check/{name}}</td><td>one check, as JSON</td></tr>
 *   <tr><td>{@code /livez}, {@code /readyz}, {@code /healthz}</td><td>liveness, readiness and every check, as the text
 *     of Kubernetes' own endpoints of these names; {@code ?verbose} adds a line for each check</td></tr>
 * </table>
 *
 * <p>{@code ?exclude=name}, as often as wanted, leaves a check out of a group: of its status, its code and its body.
 *
 * <p>The shape of the JSON is chosen by {@code Accept}, or by {@code ?format=} where a caller cannot set it:
 *
 * <table>
 *   <caption>Shapes</caption>
 *   <tr><th>format</th><th>type</th><th>is that of</th></tr>
 *   <tr><td>{@code vitals}, the default</td><td>{@code application/json}</td><td>MicroProfile Health, with more fields;
 *     the package's page describes it</td></tr>
 *   <tr><td>{@code health+json}</td><td>{@code application/health+json}</td><td>the IETF draft "Health Check Response
 *     Format for HTTP APIs": {@code pass}, {@code warn}, {@code fail}</td></tr>
 *   <tr><td>{@code actuator}</td><td>{@code application/vnd.spring-boot.actuator.v3+json}</td><td>Spring Boot
 *     Actuator; what passes is UP as a whole, a component may also be RESTRICTED (degraded) or OUT_OF_SERVICE
 *     (maintenance)</td></tr>
 *   <tr><td>{@code text}</td><td>{@code text/plain}</td><td>Kubernetes' own endpoints, as {@code /readyz} is</td></tr>
 * </table>
 *
 * <p>A caller that takes none of these is answered with 406, an unknown format with 400. Answers are UTF-8, carry {@code Cache-Control: no-store} and
 * {@code X-Content-Type-Options: nosniff}, and are at most 1 MiB long. Those under {@code /health} with a status code of 2xx carry an
 * {@code ETag}, and {@code If-None-Match} is answered with 304.
 *
 * <p>UP, MAINTENANCE and DEGRADED answer 200, UNKNOWN and DOWN 503; {@link Builder#statusCode statusCode} changes one of
 * them. An unknown path, group or check is 404, another method 405.
 *
 * <p>Private by default: callers see the status and nothing else, unless the predicate given to
 * {@link Builder#details details} allows it: no names of checks or own groups, messages, reasons or data. Who knows the
 * name of a check or a group may ask for its status.
 *
 * <pre>{@code
 * HealthEndpoint endpoint = HealthEndpoint.builder(health)
 *         .details(request -> request.header("Authorization").filter(tokens::contains).isPresent())
 *         .build();
 * HealthResponse response = endpoint.respond(HealthRequest.of("GET", "/health/ready"));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class HealthEndpoint {
    private static final Logger log = LoggerFactory.getLogger(HealthEndpoint.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    private final HealthRegistry health;
    private final Predicate<HealthRequest> details;
    private final StatusCodes codes;
    private final AtomicBoolean predicateFailed = new AtomicBoolean();

    private HealthEndpoint(Builder builder) {
        this.health = builder.health;
        this.details = builder.details;
        this.codes = new StatusCodes(builder.codes);
    }

    /**
     * An endpoint with the default status codes that shows details to nobody.
     *
     * @param health what is known
     * @return the endpoint
     */
    public static HealthEndpoint of(HealthRegistry health) {
        return builder(health).build();
    }

    /**
     * Starts to describe an endpoint.
     *
     * @param health what is known
     * @return a new builder
     */
    public static Builder builder(HealthRegistry health) {
        return new Builder(Objects.requireNonNull(health, "health: null (expected: a registry)"));
    }

    /**
     * Answers a request. Runs no check and never waits.
     *
     * @param request what is asked
     * @return what to answer
     */
    public HealthResponse respond(HealthRequest request) {
        Objects.requireNonNull(request, "request: null (expected: a request)");
        HealthResponse response = answer(request);
        return request.method().equals("HEAD") ? response.withoutBody() : response;
    }

    private HealthResponse answer(HealthRequest request) {
        Optional<Route> route = Route.of(request.path());
        if (route.isEmpty()) {
            return Problem.unknown("path", Route.all());
        }
        if (!METHODS.contains(request.method())) {
            return Problem.method();
        }
        boolean allowed = allowed(request);
        return switch (route.get().kind()) {
            case GROUP -> group(request, route.get().name(), allowed);
            case CHECK -> check(request, route.get().name(), allowed);
            case PROBE -> probe(request, route.get(), allowed);
        };
    }

    @SuppressWarnings("CatchingUnchecked") // containment: a predicate that throws has not said yes
    private boolean allowed(HealthRequest request) {
        try {
            return details.test(request);
        } catch (Throwable thrown) {
            if (predicateFailed.compareAndSet(false, true)) {
                log.atError()
                        .setCause(thrown)
                        .log("The predicate that allows details failed, which counts as no; logged once");
            }
            return false;
        }
    }

    private HealthResponse group(HealthRequest request, String name, boolean allowed) {
        Optional<HealthGroup> group = health.groups().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
        if (group.isEmpty()) {
            return Problem.unknown("group", allowed ? groupNames() : List.of());
        }
        return shaped(request, shape -> {
            HealthReport report = report(request, group.get());
            Rendering rendering = rendering(shape, name, request);
            byte[] body = allowed ? rendering.report(report) : rendering.statusOnly(report.status());
            return respond(request, shape, report.status(), body);
        });
    }

    private List<String> groupNames() {
        return health.groups().stream().map(HealthGroup::name).sorted().toList();
    }

    private HealthResponse check(HealthRequest request, String name, boolean allowed) {
        Optional<CheckState> found = health.state(name);
        if (found.isEmpty()) {
            return Problem.unknown("check", allowed ? checkNames() : List.of());
        }
        CheckState state = found.get();
        return shaped(request, shape -> {
            Rendering rendering = rendering(shape, name, request);
            byte[] body = allowed ? rendering.check(state) : rendering.statusOnly(state.status());
            return respond(request, shape, state.status(), body);
        });
    }

    private List<String> checkNames() {
        return health.report().states().stream().map(CheckState::name).toList();
    }

    /** By {@code ?format=}, else by {@code Accept}. */
    private static HealthResponse shaped(HealthRequest request, Function<Shape, HealthResponse> answer) {
        Optional<String> format = request.parameter("format");
        if (format.isPresent()) {
            return Shape.named(format.get()).map(answer).orElseGet(() -> Problem.format(Shape.labels()));
        }
        return Shape.preferred(request.header("Accept").orElse(""))
                .map(answer)
                .orElseGet(() -> Problem.notAcceptable(Shape.mediaTypes()))
                .withHeader("Vary", "Accept");
    }

    private Rendering rendering(Shape shape, String name, HealthRequest request) {
        return switch (shape) {
            case VITALS -> new ReportJson(codes);
            case HEALTH_JSON -> new HealthJson(codes);
            case ACTUATOR -> new ActuatorJson(codes, this::groupNames);
            case TEXT -> text(name, request);
        };
    }

    private HealthReport report(HealthRequest request, HealthGroup group) {
        List<String> excluded = request.parameters("exclude");
        HealthReport report = health.report(group);
        return excluded.isEmpty() ? report : report.without(excluded);
    }

    private ProbeText text(String name, HealthRequest request) {
        return new ProbeText(codes, name, request.parameter("verbose").isPresent(), request.parameters("exclude"));
    }

    private HealthResponse respond(HealthRequest request, Shape shape, HealthStatus status, byte[] body) {
        int code = codes.of(status);
        HealthResponse response = HealthResponse.of(code, shape.contentType(), body);
        if (code > 299) {
            return response;
        }
        String tag = EntityTag.of(body);
        boolean known = request.header("If-None-Match")
                .filter(tags -> EntityTag.matches(tags, tag))
                .isPresent();
        HealthResponse tagged = response.withHeader("ETag", tag);
        return known ? tagged.notModified() : tagged;
    }

    private HealthResponse probe(HealthRequest request, Route route, boolean allowed) {
        HealthReport report = report(request, route.probed());
        ProbeText text = text(route.name(), request);
        byte[] body = allowed ? text.report(report) : text.statusOnly(report.status());
        return HealthResponse.of(codes.of(report.status()), Shape.TEXT.contentType(), body);
    }

    /** Describes a {@link HealthEndpoint}. Not thread-safe. */
    public static final class Builder {
        private final HealthRegistry health;
        private final StatusCodes codes = new StatusCodes();
        private Predicate<HealthRequest> details = request -> false;

        private Builder(HealthRegistry health) {
            this.health = health;
        }

        /**
         * Sets who may see more than the status; nobody if not set.
         *
         * @param allowed true for requests that may; one that throws means no
         * @return this builder
         */
        public Builder details(Predicate<HealthRequest> allowed) {
            this.details = Objects.requireNonNull(allowed, "allowed: null (expected: a predicate)");
            return this;
        }

        /**
         * Changes the status code of one status; the others keep theirs.
         *
         * @param status the status
         * @param code 200 to 599, and one that may have a body; below 400 it passes for {@code UP}
         * @return this builder
         * @throws IllegalArgumentException if the code is not such
         */
        public Builder statusCode(HealthStatus status, int code) {
            codes.put(status, code);
            return this;
        }

        /**
         * Makes the endpoint.
         *
         * @return a new endpoint
         */
        public HealthEndpoint build() {
            return new HealthEndpoint(this);
        }
    }
}
