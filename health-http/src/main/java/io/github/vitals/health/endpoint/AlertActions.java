package io.github.vitals.health.endpoint;

import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.AlertBoard;
import io.github.vitals.health.alerting.AlertChannelHealth;
import io.github.vitals.health.alerting.AlertSilence;
import io.github.vitals.health.alerting.AlertTestAnswer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** What an operator may have done about alerts. */
final class AlertActions {
    /** How many test messages may be under way: each waits for the far side, for up to a minute. */
    static final int MOST_TESTS = 4;

    /** In place of a name: all that there are. */
    private static final String ANY = "*";

    private static final List<String> PATHS = List.of(
            "/admin/alert/{key}/acknowledge",
            "/admin/alerts/channel/{name}/test",
            "/admin/alerts/silence",
            "/admin/alerts/silence/{id}/end");

    private final HealthRegistry health;
    private final AlertBoard board;
    private final AdminLog log;
    private final Semaphore tests = new Semaphore(MOST_TESTS);

    AlertActions(HealthRegistry health, AlertBoard board, AdminLog log) {
        this.health = health;
        this.board = board;
        this.log = log;
    }

    static List<String> paths() {
        return PATHS;
    }

    /** Whether somebody far away is waited for. */
    static boolean isLong(String path) {
        return path.startsWith("alerts/channel/") && path.endsWith("/test");
    }

    /** {@code parts} are those of the path behind {@code /admin/}; empty if there is no such path. */
    Optional<HealthResponse> respond(HealthRequest request, String[] parts) {
        int named = parts.length - 2;
        String name = named > 0 ? parts[named] : "";
        String[] shape = parts.clone();
        if (named > 0) {
            shape[named] = ANY;
        }
        return switch (String.join("/", shape)) {
            case "alert/*/acknowledge" -> Optional.of(acknowledge(request, name));
            case "alerts/silence" -> Optional.of(silence(request));
            case "alerts/silence/*/end" -> Optional.of(endSilence(request, name));
            case "alerts/channel/*/test" -> Optional.of(test(request, name));
            default -> Optional.empty();
        };
    }

    private HealthResponse acknowledge(HealthRequest request, String key) {
        Parameters parameters = Parameters.of(request.body()).only("by");
        Optional<ActiveAlert> alert = active(key);
        if (alert.isEmpty()) {
            return Problem.unknown(
                    "alert", board.active().stream().map(ActiveAlert::key).toList());
        }
        String by = parameters.required("by", "who looks after it");
        board.acknowledge(key, by);
        log.done(request, "alert-acknowledge", Map.of("health.alert.key", key, "health.alert.by", by));
        return ok(AlertsJson.acknowledged(alert.get(), by));
    }

    private Optional<ActiveAlert> active(String key) {
        return board.active().stream().filter(alert -> alert.key().equals(key)).findFirst();
    }

    private HealthResponse silence(HealthRequest request) {
        Parameters parameters =
                Parameters.of(request.body()).only("check", "group", "name", "tag", "rule", "duration", "by", "reason");
        AlertSilence.Target target = target(parameters);
        Duration duration = parameters
                .duration("duration")
                .orElseThrow(() -> new IllegalArgumentException("duration: none (expected: one such as PT2H)"));
        String by = parameters.required("by", "who asks for silence");
        AlertSilence silence = board.silence(target, duration, by, parameters.text("reason", ""));
        Map<String, String> about = new LinkedHashMap<>();
        about.put("health.silence.id", silence.id());
        about.put("health.silence.until", silence.until().toString());
        about.put("health.alert.by", by);
        target.name().ifPresent(name -> about.put("health.silence.name", name));
        target.tag().ifPresent(tag -> about.put("health.silence.tag", tag));
        target.rule().ifPresent(rule -> about.put("health.silence.rule", rule));
        log.done(request, "alert-silence", about);
        return ok(AlertsJson.silence(silence, true));
    }

    /** Whoever names nothing has forgotten something: silence about all is asked for by {@code *}. */
    private AlertSilence.Target target(Parameters parameters) {
        Optional<String> name = name(parameters);
        Optional<String> tag = parameters.given("tag");
        Optional<String> rule = parameters.given("rule");
        if (name.isEmpty() && tag.isEmpty() && rule.isEmpty()) {
            throw new IllegalArgumentException(
                    "name: none (expected: check, group, name, tag or rule; name * for all)");
        }
        return new AlertSilence.Target(name.filter(it -> !it.equals(ANY)), tag, rule);
    }

    /** A check or a group has to be there; a name alone may be of what comes one day. */
    private Optional<String> name(Parameters parameters) {
        Optional<String> check = parameters.given("check");
        Optional<String> group = parameters.given("group");
        Optional<String> name = parameters.given("name");
        if (Stream.of(check, group, name).filter(Optional::isPresent).count() > 1) {
            throw new IllegalArgumentException("name: several (expected: one of check, group and name)");
        }
        check.filter(it -> health.state(it).isEmpty()).ifPresent(it -> {
            throw new IllegalArgumentException("check: " + it + " (expected: one that is there; name takes any)");
        });
        group.filter(it -> health.groups().stream().map(HealthGroup::name).noneMatch(it::equals))
                .ifPresent(it -> {
                    throw new IllegalArgumentException(
                            "group: " + it + " (expected: one that is there; name takes any)");
                });
        return check.or(() -> group).or(() -> name);
    }

    private HealthResponse endSilence(HealthRequest request, String id) {
        Parameters.of(request.body()).only();
        if (!board.endSilence(id)) {
            return Problem.unknown(
                    "silence", board.silences().stream().map(AlertSilence::id).toList());
        }
        log.done(request, "alert-end-silence", Map.of("health.silence.id", id));
        return ok(Json.object(json -> {
            json.field("id", id);
            json.field("ended", true);
        }));
    }

    private HealthResponse test(HealthRequest request, String channel) {
        Parameters.of(request.body()).only();
        List<String> names =
                board.channels().stream().map(AlertChannelHealth::name).toList();
        if (!names.contains(channel)) {
            return Problem.unknown("channel", names);
        }
        if (!tests.tryAcquire()) {
            return Problem.busy("too many tests at a time");
        }
        try {
            AlertTestAnswer answer = board.test(channel);
            log.done(
                    request,
                    "alert-test",
                    Map.of("health.channel.name", channel, "health.channel.accepted", "" + answer.accepted()));
            return ok(AlertsJson.test(answer));
        } finally {
            tests.release();
        }
    }

    private static HealthResponse ok(String object) {
        return HealthResponse.owning(200, Problem.JSON, Utf8.encode(object + "\n"));
    }
}
