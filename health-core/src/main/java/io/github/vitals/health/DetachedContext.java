package io.github.vitals.health;

import java.time.Duration;

/** The context of a check that is run by hand. */
final class DetachedContext implements CheckContext {
    private final String name;
    private final long deadline;

    DetachedContext(String name, Duration timeout) {
        this.name = Arguments.requireName("name", name);
        this.deadline = System.nanoTime()
                + Arguments.requirePositive("timeout", timeout).toNanos();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    @Override
    public boolean cancelled() {
        return deadline - System.nanoTime() <= 0;
    }
}
