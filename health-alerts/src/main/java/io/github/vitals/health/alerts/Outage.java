package io.github.vitals.health.alerts;

import io.github.vitals.health.alerting.ActiveAlert.Acknowledgement;
import io.github.vitals.health.alerting.AlertSeverity;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Alerts that are told in one message. Not thread-safe. */
final class Outage {
    /** Where it is kept. */
    private final String id;

    /** The alert that the message is about, once there is one; until then, the first. */
    Sighting lead;

    /** By which channels it is told; empty for all. */
    final Set<String> channels;

    /** Those that came together, also if they are over by now. */
    final Set<String> members = new LinkedHashSet<>();

    /** Those whose root cause is one of the members. */
    final Set<String> affected = new LinkedHashSet<>();

    /** Until when it waits for others; what was told afterwards. */
    final Instant gatherUntil;

    boolean told;
    AlertSeverity severity = AlertSeverity.INFO;
    Instant lastTold = Instant.EPOCH;
    Optional<Acknowledgement> acknowledged = Optional.empty();

    /** Since when none of the members holds, while some that they affected still do. */
    @Nullable
    Instant membersOver;

    Outage(Sighting first, Instant gatherUntil) {
        this(first.key(), first, gatherUntil);
        this.members.add(first.key());
    }

    private Outage(String id, Sighting first, Instant gatherUntil) {
        this.id = id;
        this.lead = first;
        this.channels = new TreeSet<>(first.channels());
        this.gatherUntil = gatherUntil;
    }

    /** All alerts that belong to it, also if they are over by now. */
    boolean has(String key) {
        return members.contains(key) || affected.contains(key);
    }

    String record() {
        return "outage/" + id;
    }

    Fields fields() {
        return Fields.empty()
                .put("id", id)
                .put("lead", lead.fields())
                .put("members", members)
                .put("affected", affected)
                .put("gatherUntil", gatherUntil)
                .put("told", told)
                .put("severity", severity)
                .put("lastTold", lastTold)
                .put("acknowledgedBy", acknowledged.map(Acknowledgement::by))
                .put("acknowledgedAt", acknowledged.map(Acknowledgement::at));
    }

    static Outage of(Fields fields) {
        Outage outage = new Outage(
                fields.required("id"), Sighting.of(fields.fields("lead")), fields.requiredInstant("gatherUntil"));
        outage.members.addAll(fields.texts("members"));
        outage.affected.addAll(fields.texts("affected"));
        outage.told = fields.truth("told");
        outage.severity = fields.required("severity", AlertSeverity.class);
        outage.lastTold = fields.requiredInstant("lastTold");
        outage.acknowledged = fields.text("acknowledgedBy")
                .map(by -> new Acknowledgement(by, fields.requiredInstant("acknowledgedAt")));
        return outage;
    }
}
