package io.github.vitals.health.endpoint;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers {@code /events}: what has changed, as Server-Sent Events. A client is told the report first, or what it has
 * missed since the event that it heard last.
 */
final class Events {
    static final int MOST_STREAMS = 32;

    private static final String TYPE = "text/event-stream";

    /** How soon a client comes back that was given an answer with an end. */
    private static final String RETRY = "retry: 2000\n\n";

    private final Changes changes;
    private final Function<Boolean, String> report;

    /** {@code report} gives the JSON of all that is known, on one line; with details or without. */
    Events(Changes changes, Function<Boolean, String> report) {
        this.changes = changes;
        this.report = report;
    }

    /** What there is to tell now. */
    HealthResponse respond(HealthRequest request, boolean detailed) {
        if (!acceptable(request)) {
            return Problem.notAcceptable(List.of(TYPE));
        }
        EventLog past = changes.past();
        long heard = past.heard(request.header("Last-Event-ID").orElse(""));
        StringBuilder body = new StringBuilder(RETRY);
        if (heard < 0) {
            body.append(past.first(past.last(), report.apply(detailed)));
        } else {
            past.after(heard).forEach(event -> body.append(event.text(detailed)));
        }
        return HealthResponse.owning(200, TYPE, Utf8.encode(body.toString()));
    }

    /** What there is to tell now and from now on; empty if {@link #respond} is to answer. */
    Optional<HealthEvents> stream(HealthRequest request, boolean detailed) {
        if (!acceptable(request)) {
            return Optional.empty();
        }
        EventLog past = changes.past();
        HealthResponse head = HealthResponse.owning(200, TYPE, new byte[0]).without("Content-Length");
        HealthEvents events = new HealthEvents(detailed, head, past::leave);
        long heard = past.heard(request.header("Last-Event-ID").orElse(""));
        if (heard < 0) {
            // Read before the report is, which then shows at least that much.
            heard = past.last();
            events.offer(past.first(heard, report.apply(detailed)));
        }
        return past.follow(heard, events, MOST_STREAMS) ? Optional.of(events) : Optional.empty();
    }

    private static boolean acceptable(HealthRequest request) {
        return Accept.preferred(request.header("Accept").orElse(""), List.of(TYPE))
                .isPresent();
    }
}
