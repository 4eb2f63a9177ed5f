package io.github.vitals.health.alerts;

import io.github.vitals.health.shared.SharedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What the instances of a service tell the one that acts: what they see, that they are alive, what operators ask for, and
 * what they did while they were on their own. Each writes records of its own only, so it takes no lease.
 */
final class Inbox {
    /** An instance that has not been heard of for so long sees nothing any more. */
    private static final Duration GONE = Duration.ofMinutes(5);

    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final String BEATS = "beat/";
    private static final String REQUESTS = "request/";
    private static final String RETURNS = "return/";

    private final SharedStore store;
    private final String space;
    private final String instance;
    private final String run = UUID.randomUUID().toString();
    private final SightingRecords records;
    private final Map<String, Optional<String>> unwritten = new LinkedHashMap<>();
    private final Map<String, Heard> heard = new HashMap<>();
    private long beats;
    private Instant lastBeat = Instant.MIN;

    /** When an instance was last heard of, by our clock: its own may differ. */
    private record Heard(String beat, Instant at) {}

    /** What was found. */
    record Content(
            Map<String, Sighting> others,
            List<Request> requests,
            Map<String, Absence.Change> returns,
            Set<String> taken) {}

    Inbox(SharedStore store, String service, String instance) {
        this.store = store;
        this.space = "alerts/" + service + "/inbox";
        this.instance = instance;
        this.records = new SightingRecords(instance);
    }

    /** What this instance sees by now; written with the next {@link #flush}. */
    void put(Map<String, Sighting> own) {
        records.changes(own).forEach((name, fields) -> unwritten.put(name, fields.map(Fields::json)));
    }

    void put(Request request) {
        unwritten.put(REQUESTS + UUID.randomUUID(), Optional.of(request.fields().json()));
    }

    void put(Absence.Change change) {
        String name = RETURNS + AlertKey.of(instance, change.name(), change.at().toString());
        unwritten.put(name, Optional.of(change.fields().json()));
    }

    /** These have been seen to. */
    void take(Set<String> taken) {
        taken.forEach(name -> unwritten.put(name, Optional.empty()));
    }

    void flush(Instant now) throws Exception {
        if (!now.isBefore(lastBeat.plus(BEAT))) {
            unwritten.put(
                    BEATS + instance,
                    Optional.of(
                            Fields.empty().put("run", run).put("beat", beats++).json()));
            lastBeat = now;
        }
        if (!unwritten.isEmpty()) {
            store.write(space, unwritten);
            unwritten.clear();
        }
    }

    Map<String, Fields> read() throws Exception {
        return new TreeMap<>(Kept.parse(store.read(space)));
    }

    /** What this instance saw before it was started again. */
    Map<String, Sighting> own(Map<String, Fields> all) {
        Map<String, Sighting> kept = SightingRecords.of(instance, all);
        records.continueFrom(kept);
        return kept;
    }

    Content content(Map<String, Fields> all, Instant now) {
        Set<String> taken = new TreeSet<>();
        Map<String, Sighting> others = new TreeMap<>();
        Set<String> instances = instances(all);
        heard.keySet().retainAll(instances);
        for (String each : instances) {
            if (!each.equals(instance)) {
                if (isGone(each, all, now)) {
                    all.keySet().stream()
                            .filter(name -> name.equals(BEATS + each) || SightingRecords.isOf(each, name))
                            .forEach(taken::add);
                } else {
                    SightingRecords.of(each, all)
                            .forEach((key, sighting) -> others.merge(key, sighting, Sighting::with));
                }
            }
        }
        List<Request> requests = new ArrayList<>();
        Map<String, Absence.Change> returns = new LinkedHashMap<>();
        all.forEach((name, fields) -> {
            if (name.startsWith(REQUESTS)) {
                Kept.read(name, fields, Request::of).ifPresent(requests::add);
                taken.add(name);
            } else if (name.startsWith(RETURNS)) {
                Kept.read(name, fields, Absence.Change::of).ifPresent(change -> returns.put(name, change));
            }
        });
        return new Content(others, requests, returns, taken);
    }

    private static Set<String> instances(Map<String, Fields> all) {
        Set<String> instances = new TreeSet<>();
        all.keySet().stream()
                .filter(name -> name.startsWith(BEATS))
                .forEach(name -> instances.add(name.substring(BEATS.length())));
        return instances;
    }

    private boolean isGone(String other, Map<String, Fields> all, Instant now) {
        String beat = all.getOrDefault(BEATS + other, Fields.empty()).json();
        Heard last = heard.get(other);
        if (last == null || !last.beat().equals(beat)) {
            heard.put(other, new Heard(beat, now));
            return false;
        }
        return now.isAfter(last.at().plus(GONE));
    }
}
