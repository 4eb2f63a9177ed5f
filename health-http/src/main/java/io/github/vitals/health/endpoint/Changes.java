package io.github.vitals.health.endpoint;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthLifecycle;
import io.github.vitals.health.HealthListener;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthTransition;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * Hears of what changes in a registry, from the first time that somebody asks on: keeps the last changes, and tells
 * those who wait and those who watch.
 */
final class Changes implements HealthListener, AutoCloseable {
    private final HealthRegistry health;
    private final EventLog past = new EventLog();
    private final Set<LongPoll> waiting = new CopyOnWriteArraySet<>();
    private boolean listening;
    private boolean closed;

    Changes(HealthRegistry health) {
        this.health = health;
    }

    private synchronized void listen() {
        if (!listening && !closed) {
            listening = true;
            health.listen(this);
        }
    }

    /** What has happened since the first time that this was asked for. */
    EventLog past() {
        listen();
        return past;
    }

    /** From now on a poll is told to look after each change; false if so many wait already. */
    boolean await(LongPoll poll, int most) {
        listen();
        synchronized (this) {
            return !closed && waiting.size() < most && waiting.add(poll);
        }
    }

    void leave(LongPoll poll) {
        waiting.remove(poll);
    }

    @Override
    public void onTransition(HealthTransition transition) {
        past.add(transition);
        wake();
    }

    @Override
    public void onAdded(CheckState state) {
        wake();
    }

    @Override
    public void onRemoved(CheckState state) {
        wake();
    }

    @Override
    public void onLifecycle(HealthLifecycle event) {
        wake();
        if (event.phase() == HealthLifecycle.Phase.CLOSED) {
            close();
        }
    }

    private void wake() {
        waiting.forEach(LongPoll::look);
    }

    /** Lets go whoever watches or waits, and anybody who comes later. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        health.unlisten(this);
        past.close();
        waiting.forEach(LongPoll::end);
    }
}
