package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthTransition.Subject;
import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.ActiveAlert.Acknowledgement;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerting.AlertSilence;
import io.github.vitals.health.alerts.channel.AlertNotification.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes outages of alerts, and messages of outages: what is told, when, and of whom. What is muted is only not begun; it
 * is watched as ever, and that something is over is always told to those who were told that it began.
 *
 * <p>Told what is seen, and the time; not thread-safe.
 */
final class Desk {
    /** How long those that an outage has affected may take to recover after it, without being told of for themselves. */
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final Duration window;
    private final Outbox outbox;
    private final Composer composer;
    private final Outages outages = new Outages();
    private final Silences silences;
    private Map<String, Sighting> seen = Map.of();

    Desk(Duration window, Outbox outbox, Composer composer) {
        this.window = window;
        this.outbox = outbox;
        this.composer = composer;
        this.silences = new Silences(outbox.records);
    }

    /** What all instances see, of which another makes messages. */
    void see(Map<String, Sighting> sightings) {
        seen = sightings;
    }

    /** What all instances see, at a moment. */
    void step(Map<String, Sighting> sightings, Instant now) {
        seen = sightings;
        silences.expire(now);
        end(now);
        join(now);
        open(now);
        worsen(now);
        introduce(now);
        remind(now);
        outbox.keepUp(outages.told()::contains, now);
        outages.all().forEach(this::write);
    }

    // Ends: never muted.

    private void end(Instant now) {
        for (Outage outage : outages.all()) {
            if (isOver(outage, now)) {
                remove(outage);
                if (outage.told) {
                    tell(outage, Kind.RESOLVE, now);
                }
            }
        }
    }

    private void remove(Outage outage) {
        outages.remove(outage);
        outbox.records.delete(outage.record());
    }

    private boolean isOver(Outage outage, Instant now) {
        if (outage.members.stream().anyMatch(seen::containsKey)) {
            outage.membersOver = null;
            return false;
        }
        if (!outage.told || outage.affected.stream().noneMatch(seen::containsKey)) {
            return true;
        }
        outage.membersOver = outage.membersOver == null ? now : outage.membersOver;
        Duration settling = window.compareTo(SETTLING) > 0 ? window : SETTLING;
        return !now.isBefore(outage.membersOver.plus(settling));
    }

    // Beginnings.

    private Map<String, List<Sighting>> checksByName() {
        Map<String, List<Sighting>> byName = new HashMap<>();
        seen.values().stream()
                .filter(each -> each.subject() == Subject.CHECK)
                .forEach(each -> byName.computeIfAbsent(each.name(), name -> new ArrayList<>())
                        .add(each));
        return byName;
    }

    private void join(Instant now) {
        Map<String, List<Sighting>> byName = checksByName();
        List<Sighting> later = new ArrayList<>();
        for (Sighting sighting : seen.values()) {
            if (outages.of(sighting.key()) != null
                    || silences.mutedUntil(sighting, now).isPresent()) {
                continue;
            }
            if (roots(sighting, byName).isEmpty()) {
                gather(sighting, now);
            } else {
                later.add(sighting);
            }
        }
        for (Sighting sighting : later) {
            List<Sighting> roots = roots(sighting, byName);
            Outage outage = outageFor(sighting, roots);
            if (outage != null) {
                outages.follow(sighting.key(), outage, seen.keySet());
            } else if (roots.stream().anyMatch(root -> outages.of(root.key()) != null)) {
                gather(sighting, now);
            }
        }
    }

    /** The alerts that say that what is to blame for this one is DOWN; one about its certificate explains nothing. */
    private static List<Sighting> roots(Sighting sighting, Map<String, List<Sighting>> byName) {
        String root = sighting.finding().rootCause().orElse("");
        return byName.getOrDefault(root, List.of()).stream()
                .filter(each -> !each.key().equals(sighting.key())
                        && !each.name().equals(sighting.name())
                        && each.finding().explains()
                        && (each.scope().equals(sighting.scope())
                                || each.scope().equals("*")
                                || sighting.scope().equals("*")))
                .toList();
    }

    private void gather(Sighting sighting, Instant now) {
        for (Outage outage : outages.all()) {
            boolean together = outage.channels.equals(sighting.channels())
                    && !outbox.isAboutChannel(sighting.name())
                    && !outbox.isAboutChannel(outage.lead.name());
            boolean open = !outage.told && now.isBefore(outage.gatherUntil);
            if (open && together && outages.join(sighting.key(), outage, seen.keySet())) {
                return;
            }
        }
        Outage outage = new Outage(idOf(sighting), sighting, now.plus(window));
        outage.changed = true;
        outages.add(outage);
    }

    /** That of its first alert, unless one that it does not belong to any more has it. */
    private String idOf(Sighting first) {
        String id = first.key();
        for (int i = 2; isTaken(id); i++) {
            id = first.key() + "-" + i;
        }
        return id;
    }

    private boolean isTaken(String id) {
        return outages.any(outage -> outage.id.equals(id));
    }

    /** What tells of the root cause, and tells everybody who is to know of this. */
    private @Nullable Outage outageFor(Sighting sighting, List<Sighting> roots) {
        return roots.stream()
                .map(root -> outages.of(root.key()))
                .filter(outage -> outage != null && outage.reaches(sighting.channels()))
                .findFirst()
                .orElse(null);
    }

    private void open(Instant now) {
        Map<String, List<Sighting>> byName = checksByName();
        for (Outage outage : outages.all()) {
            if (!outage.told && !now.isBefore(outage.gatherUntil)) {
                open(outage, byName, now);
            }
        }
    }

    private void open(Outage outage, Map<String, List<Sighting>> byName, Instant now) {
        List<Sighting> present = present(outage.members);
        for (Sighting each : present) {
            Outage root = outageFor(each, roots(each, byName));
            boolean muted = silences.mutedUntil(each, now).isPresent();
            if (muted || root != null) {
                outages.leave(each.key(), outage);
            }
            if (!muted && root != null) {
                outages.follow(each.key(), root, seen.keySet());
            }
        }
        Optional<Sighting> lead = present(outage.members).stream().min(leadFirst(outage));
        if (lead.isEmpty()) {
            remove(outage);
            return;
        }
        outage.lead = lead.get();
        outage.told = true;
        outage.severity = severity(outage);
        tell(outage, Kind.TRIGGER, now);
    }

    /** The one that is to blame for most, then the most urgent, then the first. */
    private Comparator<Sighting> leadFirst(Outage outage) {
        Map<String, Integer> blamed = new HashMap<>();
        present(outage.affected)
                .forEach(each -> each.finding().rootCause().ifPresent(root -> blamed.merge(root, 1, Integer::sum)));
        return Comparator.comparing((Sighting each) -> -blamed.getOrDefault(each.name(), 0))
                .thenComparing(Sighting::severity, Comparator.reverseOrder())
                .thenComparing(Sighting::since)
                .thenComparing(Sighting::name)
                .thenComparing(Sighting::key);
    }

    // While it lasts.

    private void worsen(Instant now) {
        for (Outage outage : outages.all()) {
            AlertSeverity severity = severity(outage);
            if (outage.told && severity.compareTo(outage.severity) > 0 && !muted(outage, now)) {
                outage.severity = severity;
                tell(outage, Kind.UPDATE, now);
            }
        }
    }

    /** Channels that came later, or for which it was not urgent enough, are told as if it began. */
    private void introduce(Instant now) {
        for (Outage outage : outages.all()) {
            if (outage.told && !muted(outage, now) && outbox.misses(outage)) {
                tell(outage, Kind.TRIGGER, now);
            }
        }
    }

    private void remind(Instant now) {
        for (Outage outage : outages.all()) {
            boolean wanted = outage.told && outage.acknowledged.isEmpty() && !muted(outage, now);
            Optional<Duration> interval =
                    present(outage.members).stream().map(Sighting::remind).min(Comparator.naturalOrder());
            if (wanted && interval.isPresent() && !now.isBefore(outage.lastTold.plus(interval.get()))) {
                tell(outage, Kind.REMINDER, now);
            }
        }
    }

    private boolean muted(Outage outage, Instant now) {
        List<Sighting> present = present(outage.members);
        return !present.isEmpty()
                && present.stream()
                        .allMatch(each -> silences.mutedUntil(each, now).isPresent());
    }

    private AlertSeverity severity(Outage outage) {
        return Stream.concat(present(outage.members).stream(), present(outage.affected).stream())
                .map(Sighting::severity)
                .max(Comparator.naturalOrder())
                .orElse(outage.severity);
    }

    private void tell(Outage outage, Kind kind, Instant now) {
        List<Sighting> members = present(outage.members);
        List<Sighting> affected = present(outage.affected);
        Sighting about = members.stream()
                .filter(each -> each.key().equals(outage.lead.key()))
                .findFirst()
                .orElseGet(() -> members.stream().min(leadFirst(outage)).orElse(outage.lead));
        int total = outage.members.size() + outage.affected.size() - 1;
        outbox.tell(outage, composer.notification(kind, outage, about, members, affected, total, now), now);
        if (kind != Kind.RESOLVE) {
            outage.lastTold = now;
            outage.changed = true;
        }
    }

    // What operators ask for.

    /** An alert that is over by now needs nobody. */
    void acknowledge(String key, String by, Instant now) {
        Outage outage = outages.of(key);
        if (outage == null) {
            return;
        }
        outage.acknowledged = Optional.of(new Acknowledgement(by, now));
        outage.changed = true;
        if (outage.told) {
            tell(outage, Kind.ACKNOWLEDGE, now);
        }
        write(outage);
    }

    void silence(AlertSilence silence) {
        silences.begin(silence);
    }

    void endSilence(String id) {
        silences.end(id);
    }

    // What there is to see.

    List<AlertSilence> silences() {
        return silences.all();
    }

    List<ActiveAlert> active(Instant now) {
        return seen.values().stream()
                .map(each -> active(each, now))
                .sorted(Comparator.comparing(ActiveAlert::severity, Comparator.reverseOrder())
                        .thenComparing(ActiveAlert::since)
                        .thenComparing(ActiveAlert::name))
                .toList();
    }

    private ActiveAlert active(Sighting sighting, Instant now) {
        Outage outage = outages.of(sighting.key());
        int told = 0;
        if (outage != null && outage.lead.key().equals(sighting.key())) {
            told = present(outage.members).size() + present(outage.affected).size();
        }
        return Display.of(sighting, outage, silences.mutedUntil(sighting, now), told);
    }

    private List<Sighting> present(Collection<String> keys) {
        List<Sighting> present = new ArrayList<>();
        for (String key : keys) {
            Sighting sighting = seen.get(key);
            if (sighting != null) {
                present.add(sighting);
            }
        }
        return present;
    }

    /** Once for all that has changed in a step: hundreds may join at once. */
    private void write(Outage outage) {
        if (outage.changed) {
            outage.changed = false;
            outbox.records.put(outage.record(), outage.fields());
        }
    }

    /** What was kept, by its name in the store. */
    void load(Map<String, Fields> kept, Instant now) {
        new TreeMap<>(kept).forEach((record, fields) -> {
            if (record.startsWith("outage/")) {
                Kept.read(record, fields, it -> Outage.of(it, now, window)).ifPresent(outages::add);
            } else if (record.startsWith(Silences.PREFIX)) {
                silences.load(record, fields);
            }
        });
    }
}
