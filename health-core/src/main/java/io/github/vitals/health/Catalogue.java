package io.github.vitals.health;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which checks there are: each under one name, and what it depends on or consists of is there too. */
final class Catalogue {
    private final Engine engine;
    private final Findings findings;

    /** What the configuration says of checks that come later. */
    final Overrides overrides;

    private final Map<String, CheckSlot> byName = new ConcurrentHashMap<>();

    Catalogue(Engine engine, Overrides overrides) {
        this.overrides = overrides;
        this.engine = engine;
        this.findings = engine.findings;
    }

    @Nullable
    CheckSlot slot(String name) {
        return byName.get(name);
    }

    Iterable<CheckSlot> slots() {
        return byName.values();
    }

    /** Fills the catalogue, once: nothing runs and nobody is told before everything is in place. */
    void open(List<CheckSlot> first, List<HealthListener> hearers, HealthLifecycle opening, boolean tell) {
        Aftermath aftermath = engine.aftermath();
        synchronized (engine.lock) {
            for (CheckSlot slot : first) {
                byName.put(slot.name, slot);
            }
            for (CheckSlot slot : first) {
                link(slot);
            }
            findings.open(first, hearers);
            if (tell) {
                findings.tell(opening);
            }
            for (CheckSlot slot : first) {
                aftermath.sooner(engine.enter(slot));
            }
        }
        aftermath.settle();
        findings.deliver();
    }

    void add(CheckSlot slot) {
        Aftermath aftermath = engine.aftermath();
        synchronized (engine.lock) {
            if (byName.containsKey(slot.name)) {
                throw Arguments.invalid("name", '"' + slot.name + '"', "a name not registered yet");
            }
            Dependencies.verify(slot.name, needs(slot.check, slot.policy), byName.keySet());
            byName.put(slot.name, slot);
            link(slot);
            findings.add(slot);
            aftermath.sooner(engine.enter(slot));
        }
        aftermath.settle();
    }

    /** The names of what a check depends on and what it consists of. */
    static Set<String> needs(HealthCheck check, CheckPolicy policy) {
        Set<String> needs = new HashSet<>(policy.dependsOn());
        if (check instanceof CompositeCheck composite) {
            needs.addAll(composite.members);
        }
        return needs;
    }

    private void link(CheckSlot slot) {
        for (String name : slot.policy.dependsOn()) {
            slot.dependOn(require(name));
        }
        if (slot.check instanceof CompositeCheck composite) {
            for (String name : composite.members) {
                slot.consistOf(require(name));
            }
        }
    }

    private CheckSlot require(String name) {
        return Arguments.requireNonNull(name, byName.get(name));
    }

    boolean remove(String name) {
        Aftermath aftermath = engine.aftermath();
        Run abandoned;
        synchronized (engine.lock) {
            CheckSlot slot = byName.get(name);
            if (slot == null) {
                return false;
            }
            if (!slot.dependents.isEmpty()) {
                throw new IllegalArgumentException("name: \"" + name
                        + "\" (expected: a check that no other depends on; " + slot.dependents.get(0).name + " does)");
            }
            byName.remove(name);
            List<CheckSlot> needed = new ArrayList<>(slot.dependencies);
            needed.addAll(slot.members);
            needed.forEach(other -> other.release(slot));
            abandoned = engine.forget(slot, aftermath);
            findings.remove(slot);
        }
        if (abandoned != null) {
            engine.cancel(abandoned);
        }
        aftermath.settle();
        return true;
    }

    void listen(HealthListener listener) {
        synchronized (engine.lock) {
            findings.listen(listener);
        }
        findings.deliver();
    }
}
