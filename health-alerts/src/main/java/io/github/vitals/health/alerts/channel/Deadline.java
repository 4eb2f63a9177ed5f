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
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw passed();
        }
        return Duration.ofNanos(left);
    }

    DeliveryFailure passed() {
        return DeliveryFailure.unavailable("no answer within " + timeout.toMillis() + " ms");
    }
}
