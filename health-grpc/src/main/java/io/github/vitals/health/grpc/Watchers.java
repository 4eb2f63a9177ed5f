package io.github.vitals.health.grpc;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthLifecycle;
import io.github.vitals.health.HealthListener;
import io.github.vitals.health.HealthTransition;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who watch. Whatever happens in the registry, each looks whether that makes a difference to it: what a report
 * says can follow from events of any kind.
 */
final class Watchers implements HealthListener {
    private static final Logger log = LoggerFactory.getLogger(GrpcHealthService.class);

    private final Statuses statuses;
    private final Semaphore free;
    private final Set<Watcher> present = ConcurrentHashMap.newKeySet();

    Watchers(Statuses statuses, int most) {
        this.statuses = statuses;
        this.free = new Semaphore(most);
    }

    /** Takes in a watcher and tells it what is so now; returns false, and does nothing, if there are too many. */
    boolean add(Watcher watcher) {
        if (!free.tryAcquire()) {
            return false;
        }
        present.add(watcher);
        watcher.begin(() -> contained(watcher, Watcher::tell), () -> forget(watcher));
        contained(watcher, Watcher::tell);
        if (statuses.over()) {
            end(watcher);
        }
        return true;
    }

    /** Ends every call there is; those that come from now on end at once. */
    void end() {
        statuses.end();
        present.forEach(this::end);
    }

    int count() {
        return present.size();
    }

    private void end(Watcher watcher) {
        contained(watcher, Watcher::end);
        forget(watcher);
    }

    private void forget(Watcher watcher) {
        if (present.remove(watcher)) {
            free.release();
        }
    }

    private void tell() {
        present.forEach(watcher -> contained(watcher, Watcher::tell));
    }

    /** One that cannot be told, because of an interceptor perhaps, must not keep the others from being told. */
    @SuppressWarnings("CatchingUnchecked") // containment: what an interceptor throws is logged
    private void contained(Watcher watcher, Consumer<Watcher> step) {
        try {
            step.accept(watcher);
        } catch (Throwable thrown) {
            forget(watcher);
            try {
                watcher.fail();
            } catch (RuntimeException endedAlready) {
                thrown.addSuppressed(endedAlready);
            }
            log.atWarn().setCause(thrown).log("Health watcher could not be told and was dropped");
        }
    }

    // --- heard of the registry

    @Override
    public void onTransition(HealthTransition transition) {
        tell();
    }

    @Override
    public void onAdded(CheckState state) {
        tell();
    }

    @Override
    public void onRemoved(CheckState state) {
        tell();
    }

    @Override
    public void onLifecycle(HealthLifecycle event) {
        if (event.phase() == HealthLifecycle.Phase.CLOSED) {
            end();
        } else {
            tell();
        }
    }
}
