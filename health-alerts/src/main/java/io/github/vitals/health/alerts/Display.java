package io.github.vitals.health.alerts;

import io.github.vitals.health.alerting.ActiveAlert;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An alert as it is shown. */
final class Display {
    private Display() {}

    /** {@code told} is how many alerts the message of the outage tells of, this one included. */
    static ActiveAlert of(Sighting sighting, @Nullable Outage outage, Optional<Instant> muted, int told) {
        String lead = outage == null || !outage.told ? "" : outage.lead.key();
        return new ActiveAlert(
                sighting.key(),
                sighting.rule(),
                sighting.subject(),
                sighting.name(),
                sighting.scope(),
                sighting.severity(),
                state(sighting, outage, muted),
                sighting.since(),
                sighting.finding().reason(),
                sighting.finding().message(),
                Optional.of(lead).filter(key -> !key.isEmpty()),
                lead.equals(sighting.key()) ? told : 0,
                outage == null ? Optional.empty() : outage.acknowledged,
                muted.filter(until -> until.isBefore(Instant.MAX)),
                sighting.labels(),
                sighting.links());
    }

    private static ActiveAlert.State state(Sighting sighting, @Nullable Outage outage, Optional<Instant> muted) {
        if (outage == null) {
            return muted.isPresent() ? ActiveAlert.State.SILENCED : ActiveAlert.State.SUPPRESSED;
        }
        if (outage.affected.contains(sighting.key())) {
            return ActiveAlert.State.SUPPRESSED;
        }
        if (!outage.told) {
            return ActiveAlert.State.GATHERING;
        }
        return outage.acknowledged.isPresent() ? ActiveAlert.State.ACKNOWLEDGED : ActiveAlert.State.FIRING;
    }
}
