package io.github.vitals.health.endpoint;

import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.alerting.AlertBoard;
import io.github.vitals.health.history.HealthHistory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests for health from what a registry already knows: no reader ever runs a check or waits for one.
 *
 * <table>
 *   <caption>Paths, for GET and HEAD</caption>
 *   <tr><th>path</th><th>answers</th></tr>
 *   <tr><td>{@code /health}</td><td>every check</td></tr>
 *   <tr><td>{@code /health/live}</td><td>{@link HealthGroup#LIVENESS}</td></tr>
 *   <tr><td>{@code /health/ready}</td><td>{@link HealthGroup#READINESS}</td></tr>
 *   <tr><td>{@code /health/started}</td><td>{@link HealthGroup#STARTUP}</td></tr>
 *   <tr><td>{@code /health/group/{name}}</td><td>any group</td></tr>
 *   <tr><td>{@code /health/check/{name}}</td><td>one check</td></tr>
 *   <tr><td>{@code /health/{name}}</td><td>the group of that name, else the check, as clients of Actuator ask</td></tr>
 *   <tr><td>{@code /health/history…}</td><td>what has been, if {@linkplain HealthEndpointBuilder#history(HealthHistory) a
 *     history was given}, to those who see details: all keys with their uptime, and for one, as {@code
 *     /check/{name}} or {@code /group/{name}}, buckets of time; behind that {@code /uptime}, {@code /transitions}, {@code
 *     /incidents}. {@link HistoryRange} says which time; JSON, or CSV by {@code Accept} or {@code
 *     ?format=csv}</td></tr>
 *   <tr><td>{@code /health/alerts}</td><td>what there is of alerts, if {@linkplain HealthEndpointBuilder#alerts any were
 *     given}, to those who see details: those that are active, silences, channels and the latest deliveries, as
 *     JSON</td></tr>
 *   <tr><td>{@code /livez}, {@code /readyz}, {@code /healthz}</td><td>liveness, readiness and every check, as the text
 *     of Kubernetes' own endpoints of these names; {@code ?verbose} adds a line for each check</td></tr>
 *   <tr><td>{@code /events}</td><td>what changes, as Server-Sent Events; see {@link #stream stream}</td></tr>
 *   <tr><td>{@code /metrics}</td><td>meters, if {@linkplain HealthEndpointBuilder#meters any were given}, in Prometheus'
 *     text format 0.0.4, or in OpenMetrics 1.0 where {@code Accept} prefers that; compressed with gzip where {@code
 *     Accept-Encoding} names it; {@code ?name[]=}, as often as wanted, selects meters. A scrape under way serves all who
 *     ask for the same meanwhile</td></tr>
 * </table>
 *
 * <p>POST to {@code /admin/…} has something done, where {@link HealthEndpointBuilder#admin admin} allows it.
 *
 * <p>{@code ?exclude=name}, as often as wanted, leaves a check out of a group: of its status, its code and its body.
 *
 * <p>The shape of an answer under {@code /health} is chosen by {@code Accept}, or by {@code ?format=} where a caller
 * cannot set it:
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
 *   <tr><td>{@code html}</td><td>{@code text/html}</td><td>a table for a person; browsers get it by themselves</td></tr>
 * </table>
 *
 * <p>A caller that takes none of these is answered with 406, an unknown format with 400. Answers are UTF-8, carry {@code
 * Cache-Control: no-store} and {@code X-Content-Type-Options: nosniff}, and those about health are at most 1 MiB long.
 * They are rendered once for each report, not for each request.
 *
 * <p>Answers about health carry {@code Health-Status}, the exact status, and an {@code ETag}. Where details are in it,
 * the tag is a weak one that stays the same as long as what is judged does: the statuses with their reasons, messages
 * and since when, not the times of the latest runs and their data. {@code If-None-Match} is answered with 304 where the
 * code would be 2xx.
 *
 * <p>UP, MAINTENANCE and DEGRADED answer 200, UNKNOWN and DOWN 503; {@link HealthEndpointBuilder#statusCode statusCode}
 * changes one of them. An unknown path, group or check is 404, another method 405, and what goes wrong inside is 500,
 * with what it was in the log only.
 *
 * <p>Private by default: callers see the status and nothing else, unless the predicate given to
 * {@link HealthEndpointBuilder#details details} allows it: no names of checks or own groups, messages, reasons or data.
 * Who knows the name of a check or a group may ask for its status.
 *
 * <pre>{@code
 * HealthEndpoint endpoint = HealthEndpoint.builder(health)
 *         .details(Access.tokenFile(Path.of("/run/secrets/health-token")))
 *         .meters(meters)
 *         .build();
 * HealthResponse response = endpoint.respond(HealthRequest.of("GET", "/health/ready"));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class HealthEndpoint implements AutoCloseable {
    /** The most bytes of a request's body that are looked at; a server need not read more than one byte beyond. */
    public static final int LONGEST_BODY = 4096;

    private static final Logger log = LoggerFactory.getLogger(HealthEndpoint.class);

    private final Reports reports;
    private final Events events;
    private final Changes changes;
    private final Permission details;
    private final Permission metricsFor;
    private final Permission adminFor;
    private final @Nullable Metrics metrics;
    private final @Nullable Admin admin;
    private final @Nullable Supplier<HealthHistory> history;
    private final @Nullable AlertBoard alerts;
    private final @Nullable AdminThreads adminThreads;

    HealthEndpoint(HealthRegistry health, HealthEndpointBuilder built, @Nullable Supplier<HealthHistory> history) {
        this.reports = new Reports(health, new StatusCodes(built.codes));
        this.changes = new Changes(health);
        this.events = new Events(changes, this::everything);
        this.details = new Permission("details", built.details);
        this.metricsFor = new Permission("metrics", built.metricsFor);
        this.adminFor = new Permission("admin", built.adminFor);
        this.metrics = built.scraper == null ? null : new Metrics(built.scraper);
        this.history = history;
        this.alerts = built.alerts;
        this.adminThreads = built.admin && built.alerts != null ? new AdminThreads() : null;
        this.admin = built.admin ? new Admin(health, this::described, built.logLevels, built.alerts) : null;
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
    public static HealthEndpointBuilder builder(HealthRegistry health) {
        return new HealthEndpointBuilder(Objects.requireNonNull(health, "health: null (expected: a registry)"));
    }

    /**
     * Answers a request from what is known. Runs no check, throws nothing, and waits for nothing but a scrape of meters;
     * an admin action may take as long as what it has done.
     *
     * @param request what is asked
     * @return what to answer
     */
    @SuppressWarnings("CatchingUnchecked") // containment: whatever goes wrong, the caller gets an answer, not a stack
    public HealthResponse respond(HealthRequest request) {
        Objects.requireNonNull(request, "request: null (expected: a request)");
        try {
            return answer(request).to(request);
        } catch (Throwable thrown) {
            log.atError()
                    .addKeyValue("url.path", request.path())
                    .setCause(thrown)
                    .log("Health endpoint failed to answer a request");
            return Problem.internal().to(request);
        }
    }

    /**
     * Answers a request, and lets a caller wait that asks for that and already has the answer: with {@code Prefer:
     * wait=30} and {@code If-None-Match}, under {@code /health}. The answer comes when a status has changed, a check was
     * added or removed, or time is up, at most after 60 s. At most 256 callers wait, further ones are answered at once,
     * as are all other requests, and those for the history and alerts.
     *
     * <p>Who has an alert channel tested waits for its far side, for up to a minute, on one of at most four threads of the
     * endpoint's own; further ones are answered with 503.
     *
     * @param request what is asked
     * @return completed with what to answer, never exceptionally, and possibly on a thread of the registry, which must
     *     not be blocked: use {@code thenAcceptAsync} with a thread of the server
     */
    public CompletionStage<HealthResponse> await(HealthRequest request) {
        Objects.requireNonNull(request, "request: null (expected: a request)");
        if (adminThreads != null && isLongAction(request)) {
            return adminThreads.later(() -> respond(request));
        }
        Duration wait = Preference.wait(request);
        if (wait.isZero() || request.header("If-None-Match").isEmpty() || !isAboutHealth(request)) {
            return CompletableFuture.completedFuture(respond(request));
        }
        return LongPoll.begin(request, wait, this::respond, changes);
    }

    /** Whoever may not have it done is told so at once. */
    private boolean isLongAction(HealthRequest request) {
        return admin != null
                && request.method().equals("POST")
                && Route.of(request.path(), history != null, alerts != null)
                        .filter(route -> route.kind() == Route.Kind.ADMIN && admin.isLong(route.name()))
                        .isPresent()
                && adminFor.granted(request);
    }

    /** What has been is not: it is another with every second, and takes longer to say than a registry's thread has. */
    private boolean isAboutHealth(HealthRequest request) {
        return (request.method().equals("GET") || request.method().equals("HEAD"))
                && request.path().startsWith("/health")
                && (history == null || !Route.isHistory(request.path()))
                && (alerts == null || !Route.isAlerts(request.path()));
    }

    /**
     * Tells whether a caller may see more than the status: for a page beside the endpoint, which is to show as much.
     *
     * @param request what is asked
     * @return what the predicate given to {@link HealthEndpointBuilder#details details} says; false if it throws
     */
    public boolean showsDetails(HealthRequest request) {
        return details.granted(request);
    }

    /**
     * Goes on telling what changes, for a server that can write an answer bit by bit: to GET {@code /events}. First comes
     * an event {@code report} with all that is known, as {@code /health} gives it, then for each change an event {@code
     * transition}. A client that names the last event it has heard, as browsers' {@code EventSource} does, is told what
     * came since. Who may not see details hears of the built-in groups only. At most 32 clients are served so.
     *
     * @param request what is asked
     * @return to be closed by the caller; empty for all other requests, and when so many are served already:
     *     {@link #respond respond} then gives what there is to tell up to now, and the client comes back after 2 s
     */
    public Optional<HealthEvents> stream(HealthRequest request) {
        boolean asked = request.path().equals("/events") && request.method().equals("GET");
        return asked ? events.stream(request, details.granted(request)) : Optional.empty();
    }

    /** Lets go whoever waits, and ends the streams. Needed only where {@link #await} or {@link #stream} are used. */
    @Override
    public void close() {
        changes.close();
        if (adminThreads != null) {
            adminThreads.close();
        }
    }

    private HealthResponse answer(HealthRequest request) {
        Optional<Route> found =
                Route.of(request.path(), history != null, alerts != null).flatMap(reports::resolved);
        if (found.isEmpty()) {
            return Problem.unknown("path", paths());
        }
        Route route = found.get();
        return switch (route.kind()) {
            case METRICS -> metrics == null ? Problem.unknown("path", paths()) : metrics(request, route, metrics);
            case ADMIN, LOGGERS -> admin == null ? Problem.unknown("path", paths()) : admin(request, route, admin);
            case HISTORY -> history == null ? Problem.unknown("path", paths()) : history(request, route, history);
            case ALERTS -> alerts == null ? Problem.unknown("path", paths()) : alerts(request, route, alerts);
            case EVENTS ->
                takes(route, request)
                        ? events.respond(request, details.granted(request))
                        : Problem.method(route.kind().methods());
            case GROUP, CHECK, NAMED, PROBE ->
                takes(route, request)
                        ? reports.answer(request, route, details.granted(request))
                        : Problem.method(route.kind().methods());
        };
    }

    private static boolean takes(Route route, HealthRequest request) {
        return route.kind().methods().contains(request.method());
    }

    private HealthResponse metrics(HealthRequest request, Route route, Metrics all) {
        if (!takes(route, request)) {
            return Problem.method(route.kind().methods());
        }
        return metricsFor.granted(request) ? all.respond(request) : refusal(request);
    }

    private HealthResponse history(HealthRequest request, Route route, Supplier<HealthHistory> all) {
        if (!takes(route, request)) {
            return Problem.method(route.kind().methods());
        }
        return details.granted(request) ? HistoryAnswers.answer(all.get(), request, route.name()) : refusal(request);
    }

    private HealthResponse alerts(HealthRequest request, Route route, AlertBoard board) {
        if (!takes(route, request)) {
            return Problem.method(route.kind().methods());
        }
        return details.granted(request) ? AlertsAnswer.of(board, request) : refusal(request);
    }

    private HealthResponse admin(HealthRequest request, Route route, Admin actions) {
        if (!takes(route, request)) {
            return Problem.method(route.kind().methods());
        }
        if (!adminFor.granted(request)) {
            actions.refused(request);
            return refusal(request);
        }
        return route.kind() == Route.Kind.LOGGERS
                ? actions.loggers().orElseGet(() -> Problem.unknown("path", paths()))
                : actions.respond(request, route.name());
    }

    private static HealthResponse refusal(HealthRequest request) {
        return Problem.forbidden(request.header("Authorization").isEmpty());
    }

    private List<String> paths() {
        List<String> paths = new ArrayList<>(Route.always());
        if (metrics != null) {
            paths.add("/metrics");
        }
        if (history != null) {
            paths.addAll(HistoryAnswers.paths());
        }
        if (alerts != null) {
            paths.add("/health/alerts");
        }
        if (admin != null) {
            paths.addAll(admin.paths());
        }
        return paths;
    }

    private String everything(boolean detailed) {
        Route all = new Route(Route.Kind.GROUP, HealthGroup.ALL.name());
        HealthResponse known = reports.answer(HealthRequest.of("GET", "/health"), all, detailed);
        return new String(known.body(), StandardCharsets.UTF_8).strip();
    }

    private HealthResponse described(String check) {
        Route route = new Route(Route.Kind.CHECK, check);
        return reports.answer(HealthRequest.of("GET", "/health/check/" + check), route, true);
    }
}
