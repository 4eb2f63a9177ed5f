package io.github.vitals.health.alerts;

import io.github.vitals.health.alerting.ActiveAlert.Acknowledgement;
import io.github.vitals.health.alerting.AlertSeverity;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Alerts that are told in one message. Not thread-safe. */
final class Outage {
    /** A store takes no record that names many more. */
    private static final int MOST = 5_000;

    /** Where it is kept. */
    final String id;

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

    /** Whether it is to be written. */
    boolean changed;

    boolean told;
    AlertSeverity severity = AlertSeverity.INFO;
    Instant lastTold = Instant.EPOCH;
    Optional<Acknowledgement> acknowledged = Optional.empty();

    /** Since when none of the members holds, while some that they affected still do. */
    @Nullable
    Instant membersOver;

    Outage(String id, Sighting first, Instant gatherUntil) {
        this(id, gatherUntil, first);
        this.members.add(first.key());
    }

    private Outage(String id, Instant gatherUntil, Sighting lead) {
        this.id = id;
        this.lead = lead;
        this.channels = new TreeSet<>(lead.channels());
        this.gatherUntil = gatherUntil;
    }

    /** Whether another may belong to it. */
    boolean hasRoom() {
        return members.size() + affected.size() < MOST;
    }

    /** Where there are very many, those that are over go; returns whether any has. */
    boolean makeRoom(Set<String> holding) {
        boolean over = members.removeIf(key -> !holding.contains(key) && !key.equals(lead.key()));
        return affected.removeIf(key -> !holding.contains(key)) || over;
    }

    /** Whether it is told by all of these channels; empty for all there are. */
    boolean reaches(Set<String> others) {
        return channels.isEmpty() || (!others.isEmpty() && channels.containsAll(others));
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

    /** A clock that was set back since it was kept is not to hold it up. */
    static Outage of(Fields fields, Instant now, Duration window) {
        Instant gatherUntil = earlier(fields.requiredInstant("gatherUntil"), now.plus(window));
        Outage outage = new Outage(fields.required("id"), gatherUntil, Sighting.of(fields.fields("lead")));
        outage.members.addAll(fields.texts("members"));
        outage.affected.addAll(fields.texts("affected"));
        outage.told = fields.truth("told");
        outage.severity = fields.required("severity", AlertSeverity.class);
        outage.lastTold = earlier(fields.requiredInstant("lastTold"), now);
        outage.acknowledged = fields.text("acknowledgedBy")
                .map(by -> new Acknowledgement(by, fields.requiredInstant("acknowledgedAt")));
        return outage;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
