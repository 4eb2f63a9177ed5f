package io.github.vitals.health.examples.faults;

import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.servers.FaultProxy;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A check of something that works, and how that breaks and mends. What is opened for it is closed after it. */
final class Situation implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private @Nullable HealthCheck check;
    private @Nullable FaultProxy proxy;
    private Action breaks = () -> {};
    private @Nullable Action mends;

    /** One step. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    <T extends AutoCloseable> T open(T resource) {
        opened.push(resource);
        return resource;
    }

    /** The way to a port, over which connections are counted. */
    FaultProxy before(int port) {
        FaultProxy way = open(FaultProxy.before(port));
        proxy = way;
        return way;
    }

    Situation check(HealthCheck watched) {
        check = watched;
        return this;
    }

    /** Without a mend it is broken from the beginning. */
    Situation breaks(Action action) {
        breaks = action;
        return this;
    }

    Situation mends(Action action) {
        mends = action;
        return this;
    }

    HealthCheck check() {
        if (check == null) {
            throw new IllegalStateException("check: null (expected: what is watched)");
        }
        return check;
    }

    void breakIt() throws Exception {
        breaks.run();
    }

    boolean mendable() {
        return mends != null;
    }

    void mend() throws Exception {
        if (mends != null) {
            mends.run();
        }
    }

    /** Closes what holds connections, and says how many are then open over the way. */
    int closeClients() throws Exception {
        while (!opened.isEmpty() && opened.peek() != proxy) {
            opened.pop().close();
        }
        return proxy == null ? 0 : settled(proxy);
    }

    /** What was closed takes a moment to be seen by the other side. */
    private static int settled(FaultProxy proxy) throws InterruptedException {
        for (int tries = 0; tries < 100 && proxy.connections() > 0; tries++) {
            // Looks until it is so: what is still open after that is the finding, not a failure of the wait.
            Thread.sleep(20);
        }
        return proxy.connections();
    }

    @Override
    public void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
