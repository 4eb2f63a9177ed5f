package io.github.vitals.health.metrics;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthListener;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthTransition;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of one health registry in one meter registry, following what it hears. */
final class Binding implements HealthListener {
    private final HealthRegistry health;
    private final MeterRegistry meters;
    private final Map<String, CheckMeters> checks = new ConcurrentHashMap<>();
    private final Map<String, GroupMeters> groups = new HashMap<>();
    private volatile boolean closed;

    Binding(HealthRegistry health, MeterRegistry meters) {
        this.health = health;
        this.meters = meters;
    }

    void open() {
        synchronized (this) {
            for (HealthGroup group : health.groups()) {
                groups.put(group.name(), new GroupMeters(health, group, meters));
            }
            for (CheckState state : health.report().states()) {
                checks.put(state.name(), new CheckMeters(health, state.name(), meters));
            }
        }
        health.listen(this);
    }

    synchronized void close() {
        closed = true;
        health.unlisten(this);
        checks.values().forEach(CheckMeters::remove);
        groups.values().forEach(GroupMeters::remove);
    }

    @Override
    public synchronized void onAdded(CheckState state) {
        if (!closed && health.state(state.name()).isPresent()) {
            checks.computeIfAbsent(state.name(), name -> new CheckMeters(health, name, meters));
        }
    }

    @Override
    public synchronized void onRemoved(CheckState state) {
        CheckMeters removed = checks.remove(state.name());
        if (removed != null) {
            removed.remove();
        }
    }

    /** Without a lock, for there are many runs; one that ends while the binding is closed counts in meters that are gone. */
    @Override
    public void onRun(CheckState state) {
        CheckMeters own = closed ? null : checks.get(state.name());
        if (own != null) {
            own.record(state);
        }
    }

    @Override
    public synchronized void onTransition(HealthTransition transition) {
        if (closed) {
            return;
        }
        if (transition.subject() == HealthTransition.Subject.GROUP) {
            GroupMeters group = groups.get(transition.name());
            if (group != null) {
                group.changed(transition.to());
            }
        } else {
            CheckMeters check = checks.get(transition.name());
            if (check != null) {
                check.changed(transition.to());
            }
        }
    }
}
