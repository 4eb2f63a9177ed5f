package io.github.vitals.health.endpoint;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.Secrets;
import io.github.vitals.health.alerting.AlertBoard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Answers {@code /admin/…}: what an operator may have done, each time told to the log.
 *
 * <p>A page in the browser of somebody who may do it must not be able to: only requests of type JSON are taken, which
 * another site cannot send without being allowed to, and none that say they come from another site.
 */
final class Admin {
    private static final Duration LOGGED = Duration.ofMinutes(10);
    private static final String CHECK = "check";
    private static final String LOGGER = "logger";

    /** Characters of who says to want something; where from is told beside it. */
    private static final int BY = 100;

    private static final int REASON = 200;

    private final HealthRegistry health;
    private final Function<String, HealthResponse> describe;
    private final @Nullable LogLevels logLevels;
    private final AdminLog log = new AdminLog();
    private final @Nullable AlertActions alerts;
    private final Map<String, CheckAction> actions = new TreeMap<>();

    /** What is done to a check. */
    @FunctionalInterface
    private interface CheckAction {
        void perform(String check, Parameters parameters);
    }

    /** {@code describe} answers with what is known of a check. */
    Admin(
            HealthRegistry health,
            Function<String, HealthResponse> describe,
            @Nullable LogLevels logLevels,
            @Nullable AlertBoard board) {
        this.health = health;
        this.describe = describe;
        this.logLevels = logLevels;
        this.alerts = board == null ? null : new AlertActions(health, board, log);
        actions.put("run", plain(health::run));
        actions.put("maintain", this::maintain);
        actions.put("end-maintenance", plain(health::endMaintenance));
        actions.put("pause", plain(health::pause));
        actions.put("resume", plain(health::resume));
    }

    private static CheckAction plain(Consumer<String> action) {
        return (check, parameters) -> {
            parameters.only();
            action.accept(check);
        };
    }

    private void maintain(String check, Parameters parameters) {
        parameters.only("duration", "reason");
        Duration duration = parameters
                .duration("duration")
                .orElseThrow(() -> new IllegalArgumentException("duration: none (expected: one such as PT30M)"));
        health.maintain(check, duration, parameters.text("reason", "announced by an operator"));
    }

    List<String> paths() {
        List<String> paths = new ArrayList<>();
        actions.keySet().forEach(action -> paths.add("/admin/" + CHECK + "/{name}/" + action));
        if (logLevels != null) {
            paths.add("/admin/" + LOGGER + "/{name}");
            if (logLevels.changed().isPresent()) {
                paths.add(Route.LOGGERS);
            }
        }
        if (alerts != null) {
            paths.addAll(AlertActions.paths());
        }
        return paths;
    }

    /** Whether an action waits for somebody far away, by what follows {@code /admin/} in its path. */
    boolean isLong(String path) {
        return alerts != null && AlertActions.isLong(path);
    }

    /** Somebody asked who may not. */
    void refused(HealthRequest request) {
        log.refused(request);
    }

    /** The answer to {@code POST /admin/…} by somebody who may. */
    HealthResponse respond(HealthRequest request, String path) {
        if (!isJson(request)) {
            return Problem.mediaType();
        }
        if (fromAnotherSite(request)) {
            log.refused(request);
            return Problem.otherSite();
        }
        String[] parts = path.split("/", -1);
        try {
            CheckAction action = parts.length == 3 ? actions.get(parts[2]) : null;
            if (action != null && parts[0].equals(CHECK)) {
                return onCheck(request, parts[1], parts[2], action);
            }
            if (parts.length == 2 && parts[0].equals(LOGGER) && logLevels != null) {
                return onLogger(request, parts[1], logLevels);
            }
            Optional<HealthResponse> done = alerts == null ? Optional.empty() : alerts.respond(request, parts);
            return done.orElseGet(() -> Problem.unknown("path", paths()));
        } catch (IllegalArgumentException wrong) {
            return Problem.invalid(String.valueOf(wrong.getMessage()));
        }
    }

    private HealthResponse onCheck(HealthRequest request, String check, String name, CheckAction action) {
        if (health.state(check).isEmpty()) {
            return Problem.unknown(
                    "check",
                    health.report().states().stream().map(state -> state.name()).toList());
        }
        action.perform(check, Parameters.of(request.body()));
        log.done(request, name, Map.of("health.check.name", check));
        return HealthResponse.of(200, Problem.JSON, describe.apply(check).body());
    }

    private HealthResponse onLogger(HealthRequest request, String logger, LogLevels levels) {
        Parameters parameters = Parameters.of(request.body()).only("level", "duration", "by", "reason");
        Optional<Level> level = level(parameters.text("level", ""));
        Duration duration = parameters.duration("duration").orElse(LOGGED);
        if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("duration: " + duration + " (expected: > 0, at most PT24H)");
        }
        String by = within(BY, parameters.text("by", ""), "by");
        String reason = within(REASON, parameters.text("reason", ""), "reason");
        levels.set(logger, level, duration, AdminLog.caller(request, by), Secrets.scrub(reason));
        log.done(
                request,
                "log-level-" + level.map(Level::name).orElse("restored"),
                Map.of("log.logger", logger, "health.admin.by", by, "health.admin.reason", Secrets.scrub(reason)));
        return HealthResponse.owning(200, Problem.JSON, Json.document(json -> {
            json.field("logger", logger);
            json.field("level", level.map(Level::name).orElse("restored"));
            level.ifPresent(set -> json.seconds("forSeconds", duration));
        }));
    }

    /** What is changed now; empty if nobody knows. */
    Optional<HealthResponse> loggers() {
        return logLevels == null ? Optional.empty() : logLevels.changed().map(LoggersAnswer::of);
    }

    private static String within(int longest, String text, String name) {
        if (text.length() > longest) {
            throw new IllegalArgumentException(
                    name + ": " + text.length() + " characters (expected: at most " + longest + ")");
        }
        return text;
    }

    private static Optional<Level> level(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Stream.of(Level.values())
                .filter(level -> level.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "level: unknown (expected: error, warn, info, debug, trace, or empty to restore it)")));
    }

    private static boolean isJson(HealthRequest request) {
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.equals("application/json") || type.startsWith("application/json;");
    }

    private static boolean fromAnotherSite(HealthRequest request) {
        String site = request.header("Sec-Fetch-Site").orElse("none");
        String host = request.header("Host").orElse("");
        boolean foreign = request.header("Origin")
                .map(origin -> !origin.equals("http://" + host) && !origin.equals("https://" + host))
                .orElse(false);
        return foreign || !(site.equals("none") || site.equals("same-origin"));
    }
}
