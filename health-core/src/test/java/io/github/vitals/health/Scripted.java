package io.github.vitals.health;

import java.util.concurrent.atomic.AtomicInteger;

/** A check whose answer the test sets, and which counts its runs. */
final class Scripted implements HealthCheck {
    private final AtomicInteger runs = new AtomicInteger();
    private volatile HealthCheck next = context -> HealthResult.up();

    static Scripted up() {
        return new Scripted();
    }

    static Scripted down() {
        return new Scripted().answers(HealthResult.down("broken"));
    }

    Scripted answers(HealthResult result) {
        return does(context -> result);
    }

    Scripted does(HealthCheck check) {
        next = check;
        return this;
    }

    int runs() {
        return runs.get();
    }

    @Override
    public HealthResult check(CheckContext context) throws Exception {
        runs.incrementAndGet();
        return next.check(context);
    }
}
