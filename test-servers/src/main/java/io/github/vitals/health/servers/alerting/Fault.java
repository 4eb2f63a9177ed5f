package io.github.vitals.health.servers.alerting;

import java.util.Map;

/** What goes wrong with one request. Immutable. */
public final class Fault {
    /** Nothing goes wrong; for a request before one that does. */
    public static final Fault NONE = new Fault(How.NONE, new Reply(0, Map.of(), ""));

    /** The connection is closed before anything was done. */
    public static final Fault CLOSE = new Fault(How.CLOSE, new Reply(0, Map.of(), ""));

    /** All is done as asked, and the connection is closed before the answer. */
    public static final Fault LOST = new Fault(How.LOST, new Reply(0, Map.of(), ""));

    /** Nothing is done and nothing answered, until the far side is closed. */
    public static final Fault HANG = new Fault(How.HANG, new Reply(0, Map.of(), ""));

    enum How {
        NONE,
        ANSWER,
        CLOSE,
        LOST,
        HANG
    }

    private final How how;
    private final Reply reply;

    private Fault(How how, Reply reply) {
        this.how = how;
        this.reply = reply;
    }

    /**
     * Nothing is done; the answer asks to be left alone.
     *
     * @param seconds for how long
     * @return status 429 with {@code Retry-After}
     */
    public static Fault busy(int seconds) {
        return new Fault(How.ANSWER, new Reply(429, Map.of("Retry-After", Integer.toString(seconds)), "rate_limited"));
    }

    /**
     * Nothing is done; the answer is given.
     *
     * @param status the status code
     * @param body the body
     * @return an answer without further headers
     */
    public static Fault answer(int status, String body) {
        return answer(status, Map.of(), body);
    }

    /**
     * Nothing is done; the answer is given.
     *
     * @param status the status code
     * @param headers further headers
     * @param body the body
     * @return an answer
     */
    public static Fault answer(int status, Map<String, String> headers, String body) {
        return new Fault(How.ANSWER, new Reply(status, headers, body));
    }

    How how() {
        return how;
    }

    Reply reply() {
        return reply;
    }
}
