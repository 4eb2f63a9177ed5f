package io.github.vitals.health.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Where what must not be lost is kept, and who is to act on it. Told the time, by one thread.
 */
interface Keeper extends AutoCloseable {
    /** Finds out who is to act, and what the others have said. Called first. */
    void meet(Instant now);

    /** What this instance sees is handed in, to be kept; what all see together is returned. */
    Map<String, Sighting> exchange(Map<String, Sighting> own, Instant now);

    /** Whether this instance makes messages of what is seen. */
    boolean acts();

    /** Writes what has changed since it was last called. Called before anything is sent. */
    void save(Instant now);

    /** Who makes messages of what is seen. */
    Desk desk();

    Outbox outbox();

    /** Whether this instance may send a message that may take so long, now. May be asked by any thread. */
    boolean maySend(Duration atMost);

    /** A message is about to be sent. */
    void sending(Message message, Instant now);

    /** Hands what an operator asks for to whoever acts on it. */
    void request(Request request, Instant now);

    /** What goes wrong with keeping, to tell a person; empty if nothing does. */
    String trouble();

    @Override
    void close();
}
