package io.github.vitals.health.history;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from transitions when something was DOWN or DEGRADED. */
final class Incidents {
    private final List<Incident> ended = new ArrayList<>();
    private @Nullable HealthTransition worst;
    private @Nullable Instant from;
    private HealthStatus now = HealthStatus.UNKNOWN;

    private Incidents() {}

    /**
     * The incidents that a series of transitions tells of.
     *
     * @param goesOn whether what came last is still so
     * @param lastKnown when it was last known to be so
     */
    static List<Incident> of(List<HealthTransition> transitions, boolean goesOn, Instant lastKnown) {
        Incidents incidents = new Incidents();
        transitions.forEach(incidents::next);
        if (incidents.worst != null) {
            incidents.end(goesOn ? Optional.empty() : Optional.of(lastKnown));
        }
        return incidents.ended;
    }

    private void next(HealthTransition transition) {
        if (worst != null && transition.from() != now) {
            // Another process goes on from here: when it began is the last that can be meant.
            end(Optional.of(transition.at().minus(transition.lasted())));
        }
        now = transition.to();
        if (!isBad(now)) {
            if (worst != null) {
                end(Optional.of(transition.at()));
            }
        } else if (worst == null) {
            worst = transition;
            from = transition.at();
        } else if (now.compareTo(worst.to()) > 0) {
            worst = transition;
        }
    }

    static boolean isBad(HealthStatus status) {
        return status == HealthStatus.DOWN || status == HealthStatus.DEGRADED;
    }

    private void end(Optional<Instant> to) {
        if (worst != null && from != null) {
            Instant begin = from;
            ended.add(new Incident(
                    new HistoryKey(worst.subject(), worst.name()),
                    worst.to(),
                    begin,
                    to.map(end -> end.isBefore(begin) ? begin : end),
                    worst.reason(),
                    worst.message(),
                    worst.rootCause()));
        }
        worst = null;
        from = null;
    }
}
