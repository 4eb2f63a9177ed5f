package io.github.vitals.health.alerts.channel;

import java.time.Duration;

/** Until when everything has to be done. Immutable. */
final class Deadline {
    private final Duration timeout;
    private final long end;

    private Deadline(Duration timeout) {
        this.timeout = timeout;
        this.end = System.nanoTime() + timeout.toNanos();
    }

    static Deadline in(Duration timeout) {
        return new Deadline(timeout);
    }

    /** More than nothing. */
    Duration remaining() throws DeliveryFailure {
        Duration left = left();
        if (left.isZero()) {
            throw passed();
        }
        return left;
    }

    /** Nothing if it has passed. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    DeliveryFailure passed() {
        return DeliveryFailure.unavailable("no answer within " + timeout.toMillis() + " ms");
    }
}
