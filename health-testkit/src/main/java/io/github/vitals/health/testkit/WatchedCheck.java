package io.github.vitals.health.testkit;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes a check on and watches how many are inside it. */
final class WatchedCheck implements HealthCheck {
    private final HealthCheck check;
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger mostInside = new AtomicInteger();
    private final AtomicInteger mostThreads = new AtomicInteger();

    WatchedCheck(HealthCheck check) {
        this.check = check;
    }

    @Override
    public HealthResult check(CheckContext context) throws Exception {
        runs.incrementAndGet();
        mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
        try {
            return check.check(context);
        } finally {
            inside.decrementAndGet();
        }
    }

    @Override
    public boolean external() {
        return check.external();
    }

    /** Counts the threads that stand in the check's own code right now, whoever started them. */
    void look() {
        String type = check.getClass().getName();
        long threads = Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().startsWith(type)))
                .count();
        mostThreads.accumulateAndGet((int) threads, Math::max);
    }

    int runs() {
        return runs.get();
    }

    int mostAtOnce() {
        return mostInside.get();
    }

    int mostThreads() {
        return mostThreads.get();
    }
}
