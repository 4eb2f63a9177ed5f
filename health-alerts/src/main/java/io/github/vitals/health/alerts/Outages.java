package io.github.vitals.health.alerts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The outages that go on, and which alert belongs to which: asked for each alert at each step. Not thread-safe. */
final class Outages {
    private final List<Outage> all = new ArrayList<>();
    private final Map<String, Outage> byKey = new HashMap<>();

    /** Whether something has left since the index was made. */
    private boolean stale;

    /** Those that go on now; they may be changed while one goes through these. */
    List<Outage> all() {
        return List.copyOf(all);
    }

    void add(Outage outage) {
        all.add(outage);
        index(outage);
    }

    void remove(Outage outage) {
        all.remove(outage);
        stale = true;
    }

    /** What an alert belongs to, also if it is over by now. */
    @Nullable
    Outage of(String key) {
        if (stale) {
            byKey.clear();
            all.forEach(this::index);
            stale = false;
        }
        return byKey.get(key);
    }

    private void index(Outage outage) {
        outage.members.forEach(key -> byKey.putIfAbsent(key, outage));
        outage.affected.forEach(key -> byKey.putIfAbsent(key, outage));
    }

    /** An alert is told in the message about others that came with it; {@code holding} are those that are not over. */
    boolean join(String key, Outage outage, Set<String> holding) {
        return makeRoom(outage, holding) && enter(key, outage, outage.members);
    }

    /** An alert is told in the message about its root cause. */
    void follow(String key, Outage outage, Set<String> holding) {
        boolean unused = makeRoom(outage, holding) && enter(key, outage, outage.affected);
    }

    private boolean enter(String key, Outage outage, Set<String> part) {
        if (part.add(key)) {
            byKey.putIfAbsent(key, outage);
            outage.changed = true;
        }
        return true;
    }

    private boolean makeRoom(Outage outage, Set<String> holding) {
        if (!outage.hasRoom()) {
            stale |= outage.makeRoom(holding);
        }
        return outage.hasRoom();
    }

    void leave(String key, Outage outage) {
        stale |= outage.members.remove(key);
    }

    boolean any(Predicate<Outage> which) {
        return all.stream().anyMatch(which);
    }

    /** The keys of those that people were told of. */
    Set<String> told() {
        Set<String> keys = new HashSet<>();
        all.stream().filter(outage -> outage.told).forEach(outage -> keys.add(outage.lead.key()));
        return keys;
    }
}
