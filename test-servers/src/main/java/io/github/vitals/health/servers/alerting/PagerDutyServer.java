package io.github.vitals.health.servers.alerting;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A far side that keeps to the contract of PagerDuty's Events API v2: {@code POST /v2/enqueue}, answered by 202, 400 or
 * what a fault says, and incidents by dedup key.
 *
 * <p>It knows one routing key. Unlike the real one it refuses fields that are not documented.
 *
 * <p>Thread-safe.
 */
public final class PagerDutyServer implements AutoCloseable {
    /** The routing key it knows. */
    public static final String ROUTING_KEY = "0123456789abcdef0123456789ABCDEF";

    private final List<Event> events = new ArrayList<>();
    private final Map<String, Incident> incidents = new LinkedHashMap<>();
    private final Loopback server;

    private PagerDutyServer() {
        this.server = Loopback.start(this::answer);
    }

    /**
     * An event that arrived, accepted or not.
     *
     * @param at when
     * @param action trigger, acknowledge or resolve, or whatever it said
     * @param dedupKey its key; possibly empty
     * @param status the status code it was answered with, even if the answer was lost
     * @param body the event
     */
    public record Event(Instant at, String action, String dedupKey, int status, String body) {}

    /**
     * What became of a dedup key.
     *
     * @param dedupKey the key
     * @param open whether an incident is open
     * @param opened how many incidents were opened
     * @param triggers how many trigger events came
     * @param acknowledged how many times an open incident was acknowledged
     * @param resolved how many incidents were resolved
     * @param severity of the last trigger
     * @param summary of the last trigger
     */
    public record Incident(
            String dedupKey,
            boolean open,
            int opened,
            int triggers,
            int acknowledged,
            int resolved,
            String severity,
            String summary) {
        private static Incident none(String dedupKey) {
            return new Incident(dedupKey, false, 0, 0, 0, 0, "", "");
        }

        private Incident triggered(Tree payload) {
            return new Incident(
                    dedupKey,
                    true,
                    open ? opened : opened + 1,
                    triggers + 1,
                    acknowledged,
                    resolved,
                    payload.at("severity").text().orElse(""),
                    payload.at("summary").text().orElse(""));
        }

        private Incident acknowledgedOnce() {
            return new Incident(
                    dedupKey, open, opened, triggers, acknowledged + (open ? 1 : 0), resolved, severity, summary);
        }

        private Incident resolvedOnce() {
            return new Incident(
                    dedupKey, false, opened, triggers, acknowledged, resolved + (open ? 1 : 0), severity, summary);
        }
    }

    /**
     * Starts it on a free port.
     *
     * @return a server to be closed
     */
    public static PagerDutyServer start() {
        return new PagerDutyServer();
    }

    /**
     * Where it is.
     *
     * @return what takes the place of {@code https://events.pagerduty.com}
     */
    public URI uri() {
        return server.uri();
    }

    /**
     * What arrived.
     *
     * @return in the order in which it was handled
     */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /**
     * What became of each dedup key for which a trigger was accepted.
     *
     * @return by dedup key, in the order of their first triggers
     */
    public synchronized Map<String, Incident> incidents() {
        return new LinkedHashMap<>(incidents);
    }

    /**
     * Lets the next requests go wrong.
     *
     * @param faults one for each
     */
    public void failNext(Fault... faults) {
        server.script().next(faults);
    }

    /**
     * Lets some requests go wrong from now on: busy for 1 s, status 500, closed before or after it was handled.
     *
     * @param seed makes it the same again
     * @param share 0 for none, 1 for all
     */
    public void failRandomly(long seed, double share) {
        server.script().randomly(seed, share);
    }

    private synchronized Reply answer(Call call) {
        if (!call.path().equals("/v2/enqueue")) {
            return Reply.json(404, "{\"message\":\"not found\"}");
        }
        Optional<Tree> event = Tree.object(call.body())
                .filter(read -> call.json() && call.method().equals("POST"));
        List<String> errors = event.map(read -> PagerDutyRules.check(call.body(), read, ROUTING_KEY))
                .orElse(List.of("Request body is not JSON"));
        int status = errors.isEmpty() ? 202 : 400;
        String action = text(event, "event_action");
        String key = text(event, "dedup_key");
        events.add(new Event(Instant.now(), action, key, status, call.body()));
        if (status == 400) {
            return Reply.json(
                    400,
                    "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":["
                            + errors.stream().map(each -> '"' + each + '"').collect(Collectors.joining(",")) + "]}");
        }
        return accepted(action, key, event.orElseThrow());
    }

    private Reply accepted(String action, String given, Tree event) {
        String key = given.isEmpty() ? "key-" + events.size() : given;
        switch (action) {
            case "trigger" ->
                incidents.put(
                        key, incidents.getOrDefault(key, Incident.none(key)).triggered(event.at("payload")));
            case "acknowledge" -> incidents.computeIfPresent(key, (same, incident) -> incident.acknowledgedOnce());
            default -> incidents.computeIfPresent(key, (same, incident) -> incident.resolvedOnce());
        }
        return Reply.json(
                202, "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"" + key + "\"}");
    }

    private static String text(Optional<Tree> event, String field) {
        return event.flatMap(read -> read.at(field).text()).orElse("");
    }

    /** Ends it; what hangs is let go. */
    @Override
    public void close() {
        server.close();
    }
}
