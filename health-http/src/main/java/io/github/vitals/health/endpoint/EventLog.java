package io.github.vitals.health.endpoint;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthTransition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The last changes, and those who are told of each. A change has a number that a client names when it comes back; the
 * number says in which process it was given, so that one of an earlier process is not taken for one of this.
 */
final class EventLog {
    static final int KEPT = 256;

    /** What outside callers may hear of: which own groups and checks there are is not for them. */
    private static final Set<String> PUBLIC = Set.of(
            HealthGroup.ALL.name(),
            HealthGroup.LIVENESS.name(),
            HealthGroup.READINESS.name(),
            HealthGroup.STARTUP.name());

    private final String process = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-";
    private final Deque<Event> kept = new ArrayDeque<>();
    private final Set<HealthEvents> watching = new HashSet<>();
    private long last;
    private boolean closed;

    /** One change, as those are told who see details, and as those who do not; empty if they are not told at all. */
    record Event(long number, String detailed, String bare) {
        String text(boolean forDetails) {
            return forDetails ? detailed : bare;
        }
    }

    synchronized void add(HealthTransition transition) {
        last++;
        boolean shown = transition.subject() == HealthTransition.Subject.GROUP && PUBLIC.contains(transition.name());
        Event event = new Event(last, frame(transition, true), shown ? frame(transition, false) : "");
        kept.add(event);
        if (kept.size() > KEPT) {
            kept.remove();
        }
        // A copy, because who cannot keep up leaves.
        List.copyOf(watching).forEach(each -> each.tell(event));
    }

    private String frame(HealthTransition transition, boolean detailed) {
        return frame(last, "transition", Json.object(json -> {
            json.field("subject", transition.subject().name().toLowerCase(Locale.ROOT));
            json.field("name", transition.name());
            json.field("from", transition.from().name());
            json.field("to", transition.to().name());
            if (detailed) {
                json.present("reason", transition.reason().map(FailureReason::label));
                json.present("message", transition.message());
                json.present("rootCause", transition.rootCause());
            }
            json.field("at", transition.at());
            json.seconds("lastedSeconds", transition.lasted());
        }));
    }

    /** What a client is told first that has heard nothing yet: all that is known, at least up to a change. */
    String first(long number, String report) {
        return frame(number, "report", report);
    }

    /** The data is JSON on one line; see the HTML standard, section 9.2.5, on event streams. */
    private String frame(long number, String name, String json) {
        return "id: " + process + number + "\nevent: " + name + "\ndata: " + json + "\n\n";
    }

    synchronized long last() {
        return last;
    }

    /** The number of the change that a client heard last; negative if what came after it is not known any more. */
    synchronized long heard(String lastEventId) {
        if (!lastEventId.startsWith(process)) {
            return -1;
        }
        try {
            long number = Long.parseLong(lastEventId.substring(process.length()));
            return number <= last && number >= last - kept.size() ? number : -1;
        } catch (NumberFormatException malformed) {
            return -1;
        }
    }

    synchronized List<Event> after(long number) {
        return kept.stream().filter(event -> event.number() > number).toList();
    }

    /** Tells what came after a change, and from now on whatever comes; false if so many are told already. */
    synchronized boolean follow(long number, HealthEvents events, int most) {
        if (closed || watching.size() >= most) {
            return false;
        }
        watching.add(events);
        after(number).forEach(events::tell);
        return true;
    }

    synchronized void leave(HealthEvents events) {
        watching.remove(events);
    }

    /** Ends the streams, and takes no more. */
    synchronized void close() {
        closed = true;
        List.copyOf(watching).forEach(HealthEvents::close);
    }
}
