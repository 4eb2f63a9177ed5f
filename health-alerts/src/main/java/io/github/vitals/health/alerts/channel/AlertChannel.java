package io.github.vitals.health.alerts.channel;

import java.time.Duration;
import java.util.Optional;

/**
 * A way to those who are to know. Each channel is called from a thread of its own, one call at a time, so that one that
 * hangs holds up no other.
 *
 * <p>A call that returns says that the far side has taken the message: it is not sent again. One that throws, whatever it
 * is, is made again later, with the same message, so a far side may get a message twice; what tells one from another is
 * {@link AlertNotification#key()}, and for the same call again {@link DeliveryContext#id()}.
 *
 * <p>Implementations need not be thread-safe.
 */
public interface AlertChannel extends AutoCloseable {
    /**
     * What kind of channel it is, for meters and the page.
     *
     * @return a word in lower case, for example {@code slack}
     */
    String kind();

    /**
     * Hands a message over and waits until the far side has taken it.
     *
     * @param notification what is to be told
     * @param context which attempt it is, how long it may take, and what the far side said to the message before
     * @return what the far side said
     * @throws DeliveryFailure if the far side did not take it
     * @throws InterruptedException if it was given up because the process ends or it took too long
     */
    Receipt deliver(AlertNotification notification, DeliveryContext context)
            throws DeliveryFailure, InterruptedException;

    /**
     * Whether messages of a kind are for this channel. Those that are not count as taken.
     *
     * @param kind what a message says
     * @return all but {@link AlertNotification.Kind#REFRESH} if not overridden
     */
    default boolean takes(AlertNotification.Kind kind) {
        return kind != AlertNotification.Kind.REFRESH;
    }

    /**
     * How often the far side has to be told again of what is open, lest it forgets.
     *
     * @return empty, which is never, if not overridden
     */
    default Optional<Duration> refresh() {
        return Optional.empty();
    }

    /** Lets go of what was opened, and no more. */
    @Override
    default void close() {}
}
