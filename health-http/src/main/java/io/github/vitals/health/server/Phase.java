package io.github.vitals.health.server;

import java.time.Duration;

/** What an exchange is at, and for how long it may be. */
enum Phase {
    /** Its request comes, after the handshake of TLS where there is one. */
    READING(true, Duration.ofSeconds(5)),

    /** Its answer is made. */
    WORKING(false, Duration.ofSeconds(10)),

    /** There is no answer yet: it waits for news, for as long as whoever makes it wait wants. */
    WAITING(false, Duration.ofDays(365)),

    /** Its answer goes. */
    SENDING(true, Duration.ofSeconds(10)),

    /** It is answered, and what nobody has read of its request is thrown away. */
    LEFTOVER(true, Duration.ofSeconds(1));

    private final boolean clientBound;
    private final Duration limit;

    Phase(boolean clientBound, Duration limit) {
        this.clientBound = clientBound;
        this.limit = limit;
    }

    /** Whether it is the client who makes it last. */
    boolean clientBound() {
        return clientBound;
    }

    Duration limit() {
        return limit;
    }
}
