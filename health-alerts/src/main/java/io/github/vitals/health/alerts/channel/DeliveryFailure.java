package io.github.vitals.health.alerts.channel;

import io.github.vitals.health.Secrets;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The far side has not taken a message. Its text has no secrets that are known by their names. */
public final class DeliveryFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int LONGEST = 500;

    /** Whether trying again is of no use. */
    private final boolean rejected;

    /** How long the far side asks to be left alone. */
    private final @Nullable Duration retryAfter;

    private DeliveryFailure(String answer, boolean rejected, @Nullable Duration retryAfter) {
        super(shortened(Secrets.scrub(answer)));
        this.rejected = rejected;
        this.retryAfter = retryAfter;
    }

    /**
     * The far side did not answer, or said that it cannot now.
     *
     * @param answer what it said, or what went wrong
     * @return a failure after which the message is tried again soon
     */
    public static DeliveryFailure unavailable(String answer) {
        return new DeliveryFailure(answer, false, null);
    }

    /**
     * The far side asks to be left alone for a while.
     *
     * @param answer what it said
     * @param retryAfter for how long
     * @return a failure after which nothing is sent to this channel for so long
     */
    public static DeliveryFailure busy(String answer, Duration retryAfter) {
        return new DeliveryFailure(answer, false, retryAfter);
    }

    /**
     * The far side will not take it: the address, the credentials or the message is wrong.
     *
     * @param answer what it said
     * @return a failure after which the message is tried again seldom, in case somebody mends what is wrong
     */
    public static DeliveryFailure rejected(String answer) {
        return new DeliveryFailure(answer, true, null);
    }

    /**
     * Whether trying again is of no use until somebody mends something.
     *
     * @return true if so
     */
    public boolean rejected() {
        return rejected;
    }

    /**
     * For how long the far side asks to be left alone.
     *
     * @return empty if it does not
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    }
}
